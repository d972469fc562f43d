import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChangeRecord, recordAfterSet } from '../../../src/clients/files/change-record.ts'
import { openChangeRecords } from '../../../src/clients/files/change-record-file.ts'
import { planRemove, planSet } from '../../../src/clients/files/settings-file.ts'
import { writeSettingsFile } from '../../../src/clients/files/write-settings-file.ts'
import { entryWith, type Home, makeHome, now, permissions } from './folder.ts'
import { oddJson, oddToml, oddYaml } from './odd-texts.ts'

/** A client's settings file, and what Tonearm remembers of it. */
function connectable(...options: Parameters<typeof makeHome>) {
  const home: Home & { record?: ChangeRecord } = makeHome(...options)
  return Object.assign(home, {
    set(token: string) {
      const change = planSet(home.place, entryWith(token), home.record)
      const { backup } = writeSettingsFile(change, { now })
      home.record = recordAfterSet(home.record, change, backup)
      return backup
    },
    remove() {
      const change = planRemove(home.place, home.record)
      const { backup } = writeSettingsFile(change, { now })
      home.record = undefined
      return { ...change, backup }
    },
  })
}

/** A map whose closing brace cannot be told to have stood in a line of its own, once an entry was in it: only a copy gives that back. */
const ambiguous = '{\n  "mcpServers": {\n  }\n}\n'

describe('disconnecting', () => {
  it.each([
    ['json', 'mcpServers', oddJson],
    ['toml', 'mcp_servers', oddToml],
    ['yaml', 'extensions', oddYaml],
  ] as const)('gives back every byte of any %s file, also after new tokens, and leaves nothing beside it', (format, container, texts) => {
    const client = connectable({ file: 'settings', format, path: [container] })
    const marks = fc.constantFrom('', '\uFEFF')
    fc.assert(
      fc.property(texts({ container }), marks, fc.nat(2), (text, byteOrderMark, updates) => {
        client.write(byteOrderMark + text)
        client.set('token')
        for (let update = 1; update <= updates; update += 1) expect(client.set(`token ${update}`)).toBeUndefined()
        expect(client.names()).toHaveLength(2)
        client.remove()
        expect(client.read()).toBe(byteOrderMark + text)
        expect(client.names()).toEqual(['settings'])
      }),
      { numRuns: 40 },
    )
  })

  it('removes the file that was created, also after a new token, as long as nobody else wrote into it', () => {
    const client = connectable()
    client.set('token')
    client.set('other token')
    expect(client.remove()).toMatchObject({ removesFile: true, after: undefined })
    expect(existsSync(client.place.file)).toBe(false)
    expect(client.names()).toEqual([])

    client.set('token')
    client.write(client.read().replace('"mcpServers"', '"version": 2,\n  "mcpServers"'))
    expect(client.remove().removesFile).toBe(false)
    expect(client.read()).toBe('{\n  "version": 2\n}\n')
  })

  it('leaves a file that we created well-formed when somebody else has so much as formatted it', () => {
    const client = connectable()
    client.set('token')
    client.write(JSON.stringify(JSON.parse(client.read())))
    client.remove()
    expect(client.read()).toBe('{}')
  })

  it('takes only our entry, and the maps made for it, when others wrote into the file since', () => {
    const client = connectable()
    client.write('{\n  "version": 1\n}\n')
    client.set('token')
    client.write(client.read().replace('1', '2'))
    const { backup, keepsCopy } = client.remove()
    expect(client.read()).toBe('{\n  "version": 2\n}\n')
    expect(keepsCopy).toBe(true)
    expect(readFileSync(backup ?? '', 'utf8')).toContain('tonearm')
  })

  it('leaves a map that we made when somebody else uses it', () => {
    const client = connectable()
    client.write('{}')
    client.set('token')
    client.write(client.read().replace('"tonearm"', '"other": {}, "tonearm"'))
    client.remove()
    expect(JSON.parse(client.read())).toEqual({ mcpServers: { other: {} } })
  })

  it('leaves the maps that were there before, empty as they were', () => {
    const client = connectable()
    client.write('{ "mcpServers": {} }')
    client.set('token')
    appendFileSync(client.place.file, '\n')
    client.remove()
    expect(client.read()).toBe('{ "mcpServers": {} }\n')
  })

  it('still knows the maps that we made after others wrote into the file and the token was renewed', () => {
    const client = connectable()
    client.write('{ "a": 1 }')
    client.set('token')
    client.write(client.read().replace('1', '2'))
    expect(client.set('new token')).toBeDefined()
    expect(client.record?.origin).toBeUndefined()
    client.remove()
    expect(client.read()).toBe('{ "a": 2 }')
  })

  it('takes only our entry when the copy is gone, or was edited and is left to whom it belongs now', () => {
    const edited = '{ "mcpServers": { "evil": {} } }'
    for (const spoil of [(copy: string) => rmSync(copy), (copy: string) => writeFileSync(copy, edited)]) {
      const client = connectable()
      client.write(ambiguous)
      const copy = client.set('token') ?? ''
      spoil(copy)
      const left = client.names()
      expect(client.remove().backup).toBeUndefined()
      expect(client.read()).toBe('{\n  "mcpServers": {}\n}\n')
      expect(client.names()).toEqual(left)
      if (existsSync(copy)) expect(readFileSync(copy, 'utf8')).toBe(edited)
    }
  })

  it('restores the copy, and not what an earlier connection left, when it was connected again', () => {
    const client = connectable()
    client.write(ambiguous)
    client.set('token')
    // The client threw our entry out by itself.
    client.write(`// by hand\n${ambiguous}`)
    client.set('token')
    client.remove()
    expect(client.read()).toBe(`// by hand\n${ambiguous}`)
  })

  it('takes only our entry when nothing is remembered of it, or of another file only', () => {
    for (const record of [undefined, { file: '/elsewhere', after: 'a'.repeat(64), containers: [['mcpServers'], []] }]) {
      const client = connectable()
      client.write(ambiguous)
      client.set('token')
      client.record = record
      client.remove()
      expect(client.read()).toBe('{\n  "mcpServers": {}\n}\n')
    }
  })

  it('does not mistake what is remembered of one file for another, where a client moved its settings', () => {
    const client = connectable()
    client.write('{ "mcpServers": {} }')
    client.set('token')
    const other = { ...planSet(client.place, entryWith('new token'), client.record), file: '/elsewhere/mcp.json' }
    expect(recordAfterSet({ ...client.record, containers: [['mcpServers']] } as ChangeRecord, other, undefined)).toEqual({
      file: '/elsewhere/mcp.json',
      after: expect.any(String),
      containers: [],
    })
  })

  it('an entry that was there before we first wrote it takes it away all the same', () => {
    const client = connectable()
    client.write('{ "mcpServers": { "tonearm": { "url": "old" } } }')
    client.set('token')
    expect(client.record?.origin).toBeUndefined()
    client.remove()
    expect(client.read()).toBe('{ "mcpServers": { } }')
  })
})

describe('the records of all clients', () => {
  const record: ChangeRecord = {
    file: '/home/anna/.cursor/mcp.json',
    after: 'a'.repeat(64),
    origin: { kind: 'copy', path: '/home/anna/.cursor/mcp.json.tonearm-backup', sha256: 'b'.repeat(64) },
    containers: [[], ['mcpServers']],
  }

  it('are there for the next process, one a client, and can be forgotten', () => {
    const file = join(makeHome().home, 'data', 'client-files.json')
    expect(openChangeRecords(file).read('cursor')).toBeUndefined()
    openChangeRecords(file).write('cursor', record)
    openChangeRecords(file).write('zed', { ...record, origin: { kind: 'no-file' } })
    expect(openChangeRecords(file).read('cursor')).toEqual(record)
    openChangeRecords(file).write('cursor', undefined)
    expect(openChangeRecords(file).read('cursor')).toBeUndefined()
    expect(openChangeRecords(file).read('zed')?.origin).toEqual({ kind: 'no-file' })
    expect(openChangeRecords(file).read('toString')).toBeUndefined()
    expect(readdirSync(dirname(file))).toEqual(['client-files.json'])
  })

  it.skipIf(process.platform === 'win32')('can be read by their owner only', () => {
    const file = join(makeHome().home, 'data', 'client-files.json')
    openChangeRecords(file).write('cursor', record)
    expect([file, dirname(file)].map((path) => permissions(statSync(path).mode))).toEqual(['600', '700'])
  })

  it('are none when the file is damaged, and can be written again', () => {
    const file = join(makeHome().home, 'client-files.json')
    for (const text of ['', '{', '{"cursor":{"file":1}}', '[]']) {
      writeFileSync(file, text)
      expect(openChangeRecords(file).read('cursor')).toBeUndefined()
      openChangeRecords(file).write('cursor', record)
      expect(openChangeRecords(file).read('cursor')).toEqual(record)
    }
  })

  it('hold nothing of what the file says', () => {
    const client = connectable()
    client.write('{ "a": "ghp_of-somebody-else" }')
    client.set('token-of-the-endpoint')
    expect(JSON.stringify(client.record)).not.toMatch(/ghp_|token-of/)
  })

  it('that cannot be written are a problem that says what it effects', () => {
    const { place, write } = makeHome()
    write('')
    const file = join(place.file, 'client-files.json')
    const sentence = `The settings of the app were changed, but Tonearm could not save how they were before: ${file} cannot be written \\(E\\w+\\).`
    expect(() => openChangeRecords(file).write('cursor', record)).toThrow(new RegExp(sentence))
  })
})
