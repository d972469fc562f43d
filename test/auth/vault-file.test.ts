import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openVault } from '../../src/auth/open-vault.ts'
import type { Vault } from '../../src/auth/vault.ts'
import { createQueue } from '../../src/shared/queue.ts'
import { createProcessLock } from '../../src/store/process-lock.ts'
import { start } from '../run-program.ts'

const modes = it.skipIf(process.platform === 'win32')
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

function fileVaultAt(file: string): Vault {
  return openVault('file', { file, exclusively: createProcessLock(join(dirname(file), 'vault.lock')).exclusively })
}

/** A place for a vault file that is removed after the test. */
function place(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-vault-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, 'data', 'vault.json')
}

describe.each(['memory', 'file'] as const)('a vault in %s', (kind) => {
  it('reads what was written, replaces it, and forgets it', async () => {
    const vault = openVault(kind, { file: place(), exclusively: createQueue() })
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
    const vault = openVault(kind, { file: place(), exclusively: createQueue() })
    await vault.write('own', 'value')
    for (const name of ['toString', '__proto__', 'constructor']) expect(await vault.read(name), name).toBeUndefined()
  })
})

describe('a vault in memory', () => {
  it('leaves no file, and nothing for the next process', async () => {
    const file = place()
    await openVault('memory', { file, exclusively: createQueue() }).write('client', 'secret')
    expect(existsSync(file)).toBe(false)
    expect(await openVault('memory', { file, exclusively: createQueue() }).read('client')).toBeUndefined()
  })
})

describe('a vault in a file', () => {
  it('is there for the next process, and leaves nothing else behind', async () => {
    const file = place()
    await fileVaultAt(file).write('client', 'kept')
    expect(await fileVaultAt(file).read('client')).toBe('kept')
    expect(readdirSync(dirname(file))).toEqual(['vault.json', 'vault.lock'])
  })

  it('is not created by reading or forgetting', async () => {
    const file = place()
    const vault = fileVaultAt(file)
    await vault.read('client')
    await vault.forget('client')
    expect(existsSync(dirname(file))).toBe(false)
  })

  modes('can be read by its owner only', async () => {
    const file = place()
    await fileVaultAt(file).write('client', 'secret')
    expect([mode(file), mode(dirname(file))]).toEqual(['600', '700'])
  })

  modes.each([0o644, 0o640, 0o604, 0o620, 0o602, 0o610])(
    'closes a file that others may use (%o), and leaves the mode of its directory',
    async (open) => {
      const file = place()
      mkdirSync(dirname(file), { mode: 0o755 })
      writeFileSync(file, '{"client":"secret"}')
      chmodSync(file, open)
      expect(await fileVaultAt(file).read('client')).toBe('secret')
      expect([mode(file), mode(dirname(file))]).toEqual(['600', '755'])
    },
  )

  it('loses none of many changes at once', async () => {
    const file = place()
    const vault = fileVaultAt(file)
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
      const vault = fileVaultAt(file)
      const sentence = `The file with the login (${file}) is damaged and was left as it is. Repair it, or remove it and sign in again.`
      for (const work of [vault.read('client'), vault.write('client', 'new'), vault.forget('client')]) {
        const problem = await work.catch((error: unknown) => error)
        expect(problem).toMatchObject({ code: 'vault-file-unusable', message: sentence })
        expect(problem).not.toHaveProperty('cause')
      }
      expect(readFileSync(file, 'utf8')).toBe(text)
    },
  )

  it('reads what was written just before, also when nobody waited for that', async () => {
    const vault = fileVaultAt(place())
    const written = vault.write('client', 'secret')
    expect(await vault.read('client')).toBe('secret')
    await written
  })

  it('says that it cannot be read when something else is in its place', async () => {
    const file = place()
    mkdirSync(file, { recursive: true })
    await expect(fileVaultAt(file).read('client')).rejects.toMatchObject({
      code: 'vault-file-unusable',
      message: expect.stringContaining('(EISDIR)'),
    })
  })

  it.each(['', '\n'])('begins in an empty file (%j), as a container may provide one', async (empty) => {
    const file = place()
    mkdirSync(dirname(file))
    writeFileSync(file, empty)
    const vault = fileVaultAt(file)
    expect(await vault.read('client')).toBeUndefined()
    await vault.write('client', 'secret')
    expect(await vault.read('client')).toBe('secret')
  })

  it('says what is wrong when the file cannot be written, and works again when it can', async () => {
    const file = place()
    writeFileSync(dirname(file), 'a file where the directory should be')
    const vault = openVault('file', { file, exclusively: createQueue() })
    await expect(vault.write('client', 'secret')).rejects.toMatchObject({
      code: 'vault-file-unusable',
      message: expect.stringMatching(/cannot be read or written \((ENOTDIR|EEXIST)\)\. Check its permissions/),
    })
    rmSync(dirname(file))
    await vault.write('client', 'secret')
    expect(await vault.read('client')).toBe('secret')
  })
})

describe('what a write that was killed left beside the file', () => {
  /** A vault file, and what the process 4242 left of its write. Each is undefined (missing), or the text of the file. */
  function left(stored: string | undefined, interrupted: string, newer = true): string {
    const file = place()
    mkdirSync(dirname(file))
    if (stored !== undefined) writeFileSync(file, stored, { mode: 0o600 })
    writeFileSync(leftOver(file), interrupted, { mode: 0o600 })
    if (!newer) utimesSync(leftOver(file), 1, 1)
    return file
  }
  const leftOver = (file: string) => `${file}.4242.new`
  const text = (file: string) => readFileSync(file, 'utf8')

  it.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['is damaged', '{"client":"ol'],
  ])('takes the place of the file when that %s', async (_, stored) => {
    const file = left(stored, '{"client":"new"}', false)
    expect(await fileVaultAt(file).read('client')).toBe('new')
    expect(existsSync(leftOver(file))).toBe(false)
  })

  it.each(['', '{"client":"ne', '\0\0\0\0'])('is removed when it is not whole (%j)', async (interrupted) => {
    const file = left('{"client":"old"}', interrupted)
    const vault = fileVaultAt(file)
    expect(await vault.read('client')).toBe('old')
    expect(await vault.interrupted?.('client')).toBeUndefined()
    expect(readdirSync(dirname(file))).toEqual(['vault.json', 'vault.lock'])
  })

  it('is removed when the file is newer', async () => {
    const file = left('{"client":"current"}', '{"client":"outdated"}', false)
    expect(await fileVaultAt(file).interrupted?.('client')).toBeUndefined()
    expect(existsSync(leftOver(file))).toBe(false)
    expect(text(file)).not.toContain('outdated')
  })

  it('is kept beside the old value when it is newer, for this process and the next, until something is stored', async () => {
    const file = left('{"client":"old","other":"same"}', '{"client":"new","other":"same"}')
    expect(await fileVaultAt(file).read('client')).toBe('old')
    expect(existsSync(leftOver(file))).toBe(false)
    const next = fileVaultAt(file)
    expect([await next.interrupted?.('client'), await next.interrupted?.('other')]).toEqual(['new', undefined])
    await next.write('client', 'newest')
    expect(await next.interrupted?.('client')).toBeUndefined()
    expect(text(file)).not.toContain('"new"')
  })

  it.each(['client', 'another'])('holds no secret after anything was forgotten (%s)', async (account) => {
    const file = left('{"client":"old"}', '{"client":"new"}')
    const vault = fileVaultAt(file)
    await vault.forget(account)
    expect(existsSync(leftOver(file))).toBe(false)
    expect(text(file)).not.toContain('new')
  })

  it('is left to a write that is still under way', async () => {
    const file = left('{"client":"old"}', '{"client":"new"}')
    const { tryHold } = createProcessLock(join(dirname(file), 'vault.lock'))
    const release = tryHold()
    expect(await fileVaultAt(file).read('client')).toBe('old')
    expect(text(leftOver(file))).toBe('{"client":"new"}')
    release?.()
  })

  it('does not take files of other names', async () => {
    const file = left('{"client":"old"}', '{"client":"new"}')
    const others = [`${file}.mine.new`, `${file}.4242.new.txt`, join(dirname(file), 'clients.json.4242.new')]
    for (const other of others) writeFileSync(other, 'mine')
    await fileVaultAt(file).write('client', 'newer')
    for (const other of others) expect(text(other)).toBe('mine')
  })
})

describe('two processes that change a vault file at the same moment', () => {
  it('lose nothing of each other', async () => {
    const file = place()
    const writers = ['a', 'b', 'c'].map((name) =>
      start(process.execPath, [join(import.meta.dirname, 'vault-child.ts'), file, name, '15'], { PATH: process.env.PATH ?? '' }),
    )
    for (const { ended } of writers) expect(await ended).toMatchObject({ code: 0, stderr: '' })
    const names = ['a', 'b', 'c'].flatMap((name) => Array.from({ length: 15 }, (_, index) => `${name}${index}`))
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8'))).sort()).toEqual(names.sort())
  })
})
