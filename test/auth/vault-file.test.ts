import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openVault } from '../../src/auth/open-vault.ts'

const modes = it.skipIf(process.platform === 'win32')
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

/** A place for a vault file that is removed after the test. */
function place(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-vault-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, 'data', 'vault.json')
}

describe.each(['memory', 'file'] as const)('a vault in %s', (kind) => {
  it('reads what was written, replaces it, and forgets it', async () => {
    const vault = openVault(kind, { file: place() })
    expect(await vault.read('one')).toBeUndefined()
    await vault.write('one', 'first')
    await vault.write('two', 'other')
    await vault.write('one', 'second "quoted" ü\n')
    expect(await vault.read('one')).toBe('second "quoted" ü\n')
    await vault.forget('one')
    await vault.forget('one')
    expect([await vault.read('one'), await vault.read('two')]).toEqual([undefined, 'other'])
  })

  it('knows no accounts but its own', async () => {
    const vault = openVault(kind, { file: place() })
    await vault.write('own', 'value')
    for (const name of ['toString', '__proto__', 'constructor']) expect(await vault.read(name), name).toBeUndefined()
  })
})

describe('a vault in memory', () => {
  it('leaves no file, and nothing for the next process', async () => {
    const file = place()
    await openVault('memory', { file }).write('client', 'secret')
    expect(existsSync(file)).toBe(false)
    expect(await openVault('memory', { file }).read('client')).toBeUndefined()
  })
})

describe('a vault in a file', () => {
  it('is there for the next process, and leaves nothing else behind', async () => {
    const file = place()
    await openVault('file', { file }).write('client', 'kept')
    expect(await openVault('file', { file }).read('client')).toBe('kept')
    expect(readdirSync(dirname(file))).toEqual(['vault.json'])
  })

  it('is not created by reading or forgetting', async () => {
    const file = place()
    const vault = openVault('file', { file })
    await vault.read('client')
    await vault.forget('client')
    expect(existsSync(dirname(file))).toBe(false)
  })

  modes('can be read by its owner only', async () => {
    const file = place()
    await openVault('file', { file }).write('client', 'secret')
    expect([mode(file), mode(dirname(file))]).toEqual(['600', '700'])
  })

  modes.each([0o644, 0o640, 0o604, 0o620, 0o602, 0o610])(
    'closes a file that others may use (%o), and leaves the mode of its directory',
    async (open) => {
      const file = place()
      mkdirSync(dirname(file), { mode: 0o755 })
      writeFileSync(file, '{"client":"secret"}')
      chmodSync(file, open)
      expect(await openVault('file', { file }).read('client')).toBe('secret')
      expect([mode(file), mode(dirname(file))]).toEqual(['600', '755'])
    },
  )

  it('loses none of many changes at once', async () => {
    const file = place()
    const vault = openVault('file', { file })
    const names = Array.from({ length: 20 }, (_, index) => `client-${index}`)
    await Promise.all(names.map((name) => vault.write(name, `of ${name}`)))
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')))).toEqual(names)
  })

  it.each(['{"client":"se', '"secret"', '{"client":{"secret":1}}'])(
    'leaves a damaged file (%s) as it is and says so, without quoting it',
    async (text) => {
      const file = place()
      mkdirSync(dirname(file))
      writeFileSync(file, text)
      const vault = openVault('file', { file })
      const sentence = `The vault file ${file} is damaged and was left as it is. Repair it, or remove it and sign in again.`
      for (const work of [vault.read('client'), vault.write('client', 'new'), vault.forget('client')]) {
        const problem = await work.catch((error: unknown) => error)
        expect(problem).toMatchObject({ code: 'vault-file-unusable', message: sentence })
        expect(problem).not.toHaveProperty('cause')
      }
      expect(readFileSync(file, 'utf8')).toBe(text)
    },
  )

  it('reads what was written just before, also when nobody waited for that', async () => {
    const vault = openVault('file', { file: place() })
    const written = vault.write('client', 'secret')
    expect(await vault.read('client')).toBe('secret')
    await written
  })

  it('says that it cannot be read when something else is in its place', async () => {
    const file = place()
    mkdirSync(file, { recursive: true })
    await expect(openVault('file', { file }).read('client')).rejects.toMatchObject({
      code: 'vault-file-unusable',
      message: expect.stringContaining('(EISDIR)'),
    })
  })

  it.each(['', '\n'])('begins in an empty file (%j), as a container may provide one', async (empty) => {
    const file = place()
    mkdirSync(dirname(file))
    writeFileSync(file, empty)
    const vault = openVault('file', { file })
    expect(await vault.read('client')).toBeUndefined()
    await vault.write('client', 'secret')
    expect(await vault.read('client')).toBe('secret')
  })

  it('says what is wrong when the file cannot be written, and works again when it can', async () => {
    const file = place()
    writeFileSync(dirname(file), 'a file where the directory should be')
    const vault = openVault('file', { file })
    await expect(vault.write('client', 'secret')).rejects.toMatchObject({
      code: 'vault-file-unusable',
      message: expect.stringMatching(/cannot be read or written \((ENOTDIR|EEXIST)\)\. Check its permissions/),
    })
    rmSync(dirname(file))
    await vault.write('client', 'secret')
    expect(await vault.read('client')).toBe('secret')
  })
})
