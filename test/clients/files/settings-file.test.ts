import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { planRemove, planSet, readEntry } from '../../../src/clients/files/settings-file.ts'
import { writeSettingsFile } from '../../../src/clients/files/write-settings-file.ts'
import { isProblem } from '../../../src/shared/problem.ts'
import { entryWith, makeHome, now } from './folder.ts'

const onPosix = it.skipIf(process.platform === 'win32')

/** The sentence of the Problem that `work` throws. */
function refusal(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (isProblem(error, 'client-settings')) return error.message
    throw error
  }
  return 'not refused'
}

describe('reading our entry', () => {
  it('tells whether there is a file, and whether our entry is in it', () => {
    const { place, write } = makeHome()
    expect(readEntry(place)).toEqual({ state: 'no-file' })
    write('')
    expect(readEntry(place)).toEqual({ state: 'no-entry' })
    write('{ "mcpServers": { "other": {} } } // tonearm')
    expect(readEntry(place)).toEqual({ state: 'no-entry' })
    write('\uFEFF{ "mcpServers": { "tone\\u0061rm": { "url": "here" } } }')
    expect(readEntry(place)).toEqual({ state: 'entry', value: { url: 'here' } })
  })

  it('is not fooled by names that mean something to JavaScript', () => {
    const { place, write } = makeHome({ key: 'constructor' })
    write('{ "mcpServers": { "__proto__": { "constructor": 1 } } }')
    expect(readEntry(place)).toEqual({ state: 'no-entry' })
    writeSettingsFile(planSet(place, entryWith('token')), { now })
    expect(readEntry(place)).toEqual({ state: 'entry', value: entryWith('token') })
    expect(Object.keys({})).toEqual([])
  })
})

describe('a settings file that we cannot be sure of', () => {
  const secret = 'ghp_of-somebody-else'
  const texts: [string, Parameters<typeof makeHome>[0], string, string][] = [
    ['JSON that breaks off', {}, `{\n  "a": "${secret}",\n  "mcpServers": {`, 'it is not valid JSON (line 3, column 18)'],
    ['JSON with a word too much', {}, `{\r\n  "a": ${secret}\r\n}`, 'it is not valid JSON (line 2, column 8)'],
    ['JSON without a comma', {}, `{ "a": "${secret}" "b": 1 }`, 'it is not valid JSON (line 1, column 31)'],
    ['JSON that is a list', {}, `["${secret}"]`, 'it is not a map of settings'],
    ['JSON that is null', {}, 'null', 'it has something else in the place of a map of settings (line 1, column 1)'],
    ['servers in a list', {}, `{ "mcpServers": ["${secret}"] }`, 'its "mcpServers" is not a map of servers'],
    [
      'servers that are null',
      {},
      '{\n  "mcpServers": null }',
      'it has something else in the place of a map of settings (line 2, column 17)',
    ],
    ['our entry twice', {}, '{ "mcpServers": {\n  "tonearm": {},\n  "tonearm": {} } }', 'it has "tonearm" twice (line 3, column 3)'],
    [
      'the servers twice',
      {},
      `{ "mcpServers": { "tonearm": {} },\n "mcpServers": { "a": "${secret}" } }`,
      'it has "mcpServers" twice (line 2, column 2)',
    ],
    ['JSON as deep as it can be', {}, '['.repeat(200_000), 'it is nested too deeply'],
    ['TOML that breaks off', toml(), `a = "${secret}"\n[mcp_servers`, 'it is not valid TOML (line 2, column 13)'],
    [
      'a table twice in TOML',
      toml(),
      `[mcp_servers.tonearm]\n[mcp_servers.tonearm]\na = "${secret}"`,
      'it is not valid TOML (line 2, column 14)',
    ],
    ['a list of tables in TOML', toml(), `[[mcp_servers]]\na = "${secret}"`, 'its "mcp_servers" is not a map of servers'],
    ['a text in TOML', toml(), `mcp_servers = "${secret}"`, 'its "mcp_servers" is not a map of servers'],
    ['YAML with tabs', yaml(), `extensions:\n\tdeveloper: ${secret}\n`, 'it is not valid YAML (line 2, column 1)'],
    ['our entry twice in YAML', yaml(), `extensions:\n  tonearm: {}\n  tonearm: ${secret}\n`, 'it has a key twice (line 3, column 3)'],
    ['a list in YAML', yaml(), `extensions:\n  - ${secret}\n`, 'its "extensions" is not a map of servers'],
    ['two YAML documents', yaml(), `a: ${secret}\n---\nb: 1\n`, 'it holds several YAML documents (line 2, column 1)'],
    [
      'servers that are an alias',
      yaml(),
      `a: &a\n  b: ${secret}\nextensions: *a\n`,
      'it has something else in the place of a map of settings (line 3, column 13)',
    ],
    [
      'servers that are also used elsewhere',
      yaml(),
      `extensions: &a\n  b: ${secret}\nc: *a\n`,
      'it is written in a way that cannot be changed safely',
    ],
    ['aliases that multiply', yaml(), laughs(), 'its aliases cannot be followed'],
  ]
  it.each(texts)('%s: is refused, left alone and not quoted', (_, where, text, reason) => {
    const { place, write, read, names } = makeHome(where)
    write(text)
    const sentence = refusal(() => writeSettingsFile(planSet(place, entryWith('token')), { now }))
    expect(sentence).toBe(
      `The settings file ${place.file} was not changed, because ${reason}. Fix it, then try again, or make the change by hand.`,
    )
    expect(sentence).not.toContain(secret)
    expect(read()).toBe(text)
    expect(names()).toHaveLength(1)
  })

  it('one that is not UTF-8', () => {
    const { place, write } = makeHome()
    for (const bytes of [Buffer.from('\uFEFF{}', 'utf16le'), Uint8Array.of(0x7b, 0xe4, 0x7d)]) {
      write(bytes)
      expect(refusal(() => readEntry(place))).toContain('because it is not UTF-8 text. Save it as UTF-8, then try again.')
    }
  })

  it('one that is larger than 10 MB', () => {
    const { place, write } = makeHome()
    write(`{}${' '.repeat(9_999_998)}`)
    expect(readEntry(place)).toEqual({ state: 'no-entry' })
    write(`{}${' '.repeat(9_999_999)}`)
    expect(refusal(() => readEntry(place))).toContain('because it is larger than 10 MB. Change it by hand.')
  })

  it('a folder in its place', () => {
    const { place } = makeHome()
    mkdirSync(place.file, { recursive: true })
    for (const work of [readEntry, planRemove]) {
      expect(refusal(() => work(place))).toContain('because it is a folder. Move it away, then try again.')
    }
  })

  onPosix('a pipe in its place, without waiting for it', () => {
    const { place } = makeHome()
    mkdirSync(dirname(place.file))
    spawnSync('mkfifo', [place.file])
    expect(refusal(() => readEntry(place))).toContain('because it is not a file.')
  })

  it('a file in the place of its folder', () => {
    const { place } = makeHome()
    writeFileSync(dirname(place.file), '')
    expect(refusal(() => readEntry(place))).toContain(
      'because it cannot be reached (ENOTDIR). Check the permissions of its folder, then try again.',
    )
  })
})

describe('a settings file that is a link', () => {
  onPosix('to another place in the home folder is followed, and stays a link', () => {
    const { home, place, names } = makeHome()
    const real = join(home, 'dotfiles', 'cursor.json')
    mkdirSync(dirname(real))
    mkdirSync(dirname(place.file))
    writeFileSync(real, '{}')
    symlinkSync('../dotfiles/cursor.json', place.file)
    const change = planSet(place, entryWith('token'))
    expect(change.file).toBe(real)
    const { backup } = writeSettingsFile(change, { now })
    expect(dirname(backup ?? '')).toBe(dirname(real))
    expect([readEntry(place).state, readEntry({ ...place, file: real }).state]).toEqual(['entry', 'entry'])
    expect(realpathSync(place.file)).toBe(real)
    expect(names()).toEqual(['mcp.json'])
  })

  onPosix('through its folder works too, also when the file is not there yet', () => {
    const { home, place } = makeHome()
    mkdirSync(join(home, 'dotfiles'))
    symlinkSync('dotfiles', dirname(place.file))
    writeSettingsFile(planSet(place, entryWith('token')), { now })
    expect(existsSync(join(home, 'dotfiles', 'mcp.json'))).toBe(true)
  })

  onPosix('out of the home folder is refused, and nothing there is touched', () => {
    const { home, place } = makeHome()
    const elsewhere = mkdtempSync(join(tmpdir(), 'tonearm-elsewhere-'))
    onTestFinished(() => rmSync(elsewhere, { recursive: true }))
    const file = join(elsewhere, 'mcp.json')
    writeFileSync(file, '{ "mcpServers": { "tonearm": {} } }')
    mkdirSync(dirname(place.file))
    symlinkSync(file, place.file)
    const reason = 'because it is a link to a place outside your home folder. Change that file by hand.'
    for (const work of [readEntry, planRemove]) expect(refusal(() => work(place))).toContain(reason)
    expect(refusal(() => planSet(place, {}))).toContain(reason)
    // And through a folder, whether the file is there or not.
    symlinkSync(elsewhere, join(home, 'linked'))
    for (const name of ['mcp.json', 'new.json', 'new/new.json']) {
      expect(
        refusal(() => planSet({ ...place, file: join(home, 'linked', name) }, {})),
        name,
      ).toContain(reason)
    }
    expect(readFileSync(file, 'utf8')).toBe('{ "mcpServers": { "tonearm": {} } }')
  })

  onPosix('that leads nowhere, or in a circle, is refused', () => {
    const { place } = makeHome()
    mkdirSync(dirname(place.file))
    for (const target of ['missing.json', 'mcp.json']) {
      symlinkSync(target, place.file)
      expect(refusal(() => planSet(place, {}))).toContain(
        'because it is a link that leads nowhere. Remove or repair the link, then try again.',
      )
      rmSync(place.file)
    }
  })

  onPosix('does not matter where the home folder itself is reached by one', () => {
    const { home, place, write } = makeHome()
    write('{}')
    const linked = `${home}-linked`
    symlinkSync(home, linked)
    onTestFinished(() => rmSync(linked))
    const change = planSet({ ...place, home: linked, file: join(linked, '.cursor', 'mcp.json') }, entryWith('token'))
    expect(change.file).toBe(place.file)
  })

  it('is not needed for a place outside the home folder that was configured', () => {
    const { home, place, write } = makeHome()
    write('{}')
    expect(planSet({ ...place, home: join(home, 'other') }, entryWith('token')).file).toBe(place.file)
  })
})

describe('planning', () => {
  it('shows what comes, and where, and nothing of the text around it', () => {
    const { place, write } = makeHome()
    write('{\n  "mcpServers": {\n    "github": { "token": "ghp_of-somebody-else" } // not yours\n  }\n}\n')
    const { edits, creates, removesFile, replacesEntry, containers } = planSet(place, { command: 'node' })
    expect(edits).toEqual([
      { line: 3, removed: '', added: ',' },
      { line: 4, removed: '', added: '    "tonearm": {\n      "command": "node"\n    }' },
    ])
    expect({ creates, removesFile, replacesEntry, containers }).toEqual({
      creates: false,
      removesFile: false,
      replacesEntry: false,
      containers: [],
    })
  })

  it('shows of a new token only the token', () => {
    const { place, write } = makeHome()
    write('{\r\n  "mcpServers": {\r\n    "tonearm": {\r\n      "url": "here", // mine\r\n      "token": "old" } } }')
    const { edits, replacesEntry } = planSet(place, { url: 'here', token: 'new' })
    expect(edits).toEqual([{ line: 5, removed: '"old"', added: '"new"' }])
    expect(replacesEntry).toBe(true)
  })

  it('shows the whole text of a new file', () => {
    const { place } = makeHome()
    const { edits, creates, before, after, containers } = planSet(place, { command: 'node', cwd: undefined })
    const text = '{\n  "mcpServers": {\n    "tonearm": {\n      "command": "node"\n    }\n  }\n}'
    expect(edits).toEqual([{ line: 1, removed: '', added: text }])
    expect({ creates, before, containers }).toEqual({ creates: true, before: undefined, containers: [[], ['mcpServers']] })
    expect(Buffer.from(after ?? []).toString()).toBe(`${text}\n`)
  })

  it('changes nothing when everything is so already, or there is nothing to remove', () => {
    const { place, write, names } = makeHome()
    expect(planRemove(place)).toMatchObject({ edits: [], before: undefined, after: undefined, removesFile: false })
    expect(writeSettingsFile(planRemove(place), { now })).toEqual({})
    write('{ "mcpServers": { "tonearm": { "b": 1, "a": [2] } } }')
    const change = planSet(place, { a: [2], b: 1 })
    expect(change.edits).toEqual([])
    expect(writeSettingsFile(change, { now })).toEqual({})
    expect(writeSettingsFile(planRemove({ ...place, key: 'other' }), { now })).toEqual({})
    expect(names()).toEqual(['mcp.json'])
  })

  it('removes our entry wherever it stands, and only ours', () => {
    const { place, write, read } = makeHome()
    write('{ "mcpServers": { "tonearm": {}, "tonearm2": {} }, "tonearm": 1 }')
    const change = planRemove(place)
    expect(change.edits).toEqual([
      { line: 1, removed: ' "tonearm": {}', added: '' },
      { line: 1, removed: ',', added: '' },
    ])
    writeSettingsFile(change, { now })
    expect(read()).toBe('{ "mcpServers": { "tonearm2": {} }, "tonearm": 1 }')
  })
})

function toml(): Parameters<typeof makeHome>[0] {
  return { file: '.codex/config.toml', format: 'toml', path: ['mcp_servers'] }
}

function yaml(): Parameters<typeof makeHome>[0] {
  return { file: 'goose/config.yaml', format: 'yaml', path: ['extensions'] }
}

/** Ten maps, each of which holds ten times the one before. */
function laughs(): string {
  const levels = Array.from({ length: 9 }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(10)}]`)
  return ['a0: &a0 [ha]', ...levels, 'extensions: {}', ''].join('\n')
}
