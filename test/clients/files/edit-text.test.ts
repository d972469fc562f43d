import { describe, expect, it, vi } from 'vitest'
import { type EntryInText, readText, removeFromText, setInText } from '../../../src/clients/files/edit-text.ts'

const json: EntryInText = { format: 'json', path: ['mcpServers'], key: 'tonearm' }
const toml: EntryInText = { format: 'toml', path: ['mcp_servers'], key: 'tonearm' }
const yaml: EntryInText = { format: 'yaml', path: ['extensions'], key: 'tonearm' }

const removed = (text: string, entry: EntryInText) => removeFromText(text, entry, []).text

describe('an entry in the braces of one line', () => {
  it('takes the comma with it that would be left over', () => {
    expect(removed('mcp_servers = { tonearm = { a = 1 }, }', toml)).toBe('mcp_servers = { }')
    expect(removed('mcp_servers = { tonearm = { a = 1 }, b = 2 }', toml)).toBe('mcp_servers = { b = 2 }')
    expect(removed('mcp_servers = { b = 2 , tonearm = { a = 1 }, }', toml)).toBe('mcp_servers = { b = 2, }')
    expect(removed('extensions: { tonearm: { a: 1 }, }', yaml)).toBe('extensions: { }')
    expect(removed('{"mcpServers":{"tonearm":{},},}', json)).toBe('{"mcpServers":{},}')
  })

  it('stays where comments would go with it', () => {
    const sentence = /^comments are around the entry in its/
    expect(() => removed('mcp_servers = { a = 1, # about us\n tonearm = { a = 1 } }', toml)).toThrow(sentence)
    expect(() => removed('extensions: { a: 1, # about us\n tonearm: { a: 1 } }', yaml)).toThrow(sentence)
    const empty = /^its empty map of servers contains comments$/
    expect(() => setInText('mcp_servers = { # none\n }', toml, { a: 1 })).toThrow(empty)
    expect(() => setInText('extensions: { # none\n }', yaml, { a: 1 })).toThrow(empty)
  })
})

describe('a text', () => {
  it('of megabytes in one line is changed without a long wait', () => {
    const projects = Object.fromEntries(
      Array.from({ length: 12_000 }, (_, index) => [`/home/me/${index}`, { history: ['x'.repeat(60)], ok: true }]),
    )
    const text = JSON.stringify({ projects })
    const start = performance.now()
    expect(removed(setInText(text, json, { a: 1 }).text, json)).toBe(text.replace(/}$/, ',"mcpServers":{}}'))
    expect(performance.now() - start).toBeLessThan(5000)
  })

  it('with maps for keys is read without a warning, which would quote it', () => {
    const warn = vi.spyOn(process, 'emitWarning')
    expect(readText('? { secret: 1 }\n: b\nextensions:\n  tonearm: 1\n', yaml)).toBe(1)
    expect(warn).not.toHaveBeenCalled()
  })
})

describe('a comment', () => {
  it('beside an entry of JSON stays, and swallows nothing', () => {
    expect(removed('{ "mcpServers": { // all\n "tonearm": {} } }', json)).toBe('{ "mcpServers": { // all\n } }')
    expect(removed('{ "mcpServers": { "a": 1, // one\n "tonearm": {} } }', json)).toBe('{ "mcpServers": { "a": 1 // one\n } }')
    expect(removed('{ "mcpServers": { "tonearm": {} // ours\n, "a": 1 } }', json)).toBe('{ "mcpServers": { // ours\n "a": 1 } }')
  })

  it('at the end of a line of JSON is not written into', () => {
    const text = '{ "mcpServers": { "a": 1 // one\n } }'
    const added = setInText(text, json, { b: 2 }).text
    expect(added).toBe('{ "mcpServers": { "a": 1, // one\n  "tonearm": {\n    "b": 2\n  }\n } }')
    expect(removed(added, json)).toBe(text)
  })

  it('in a map that we made keeps it there', () => {
    const containers = [[], ['mcpServers']]
    expect(removeFromText('{ "mcpServers": { /* all */ "tonearm": {} } }', json, containers).text).toBe('{ "mcpServers": { /* all */ } }')
    const text = 'extensions: # all\n  tonearm:\n    a: 1\n'
    expect(removeFromText(text, yaml, [['extensions']]).text).toBe('extensions: # all\n')
    expect(removeFromText(text.replace(' # all', ''), yaml, [['extensions']]).text).toBe('\n')
  })
})

describe('a value', () => {
  it('effects the same in every format, however odd it is', () => {
    const value = {
      text: 'a "b" \\ \u007f ü\n\t# no comment',
      word: 'yes',
      number: '1',
      on: false,
      list: ['x', 2],
      'odd key': { '': 0.5 },
      none: {},
    }
    for (const entry of [json, toml, yaml]) {
      const added = setInText('', entry, value)
      expect(readText(added.text, entry), entry.format).toEqual(value)
      const updated = setInText(added.text, entry, { ...value, list: [] })
      expect(readText(updated.text, entry), entry.format).toEqual({ ...value, list: [] })
    }
  })

  it('is written so that readers of YAML 1.1 take a text for a text', () => {
    expect(setInText('', yaml, { word: 'yes' }).text).toContain('word: "yes"')
  })

  it('over several lines of YAML is replaced with all its lines', () => {
    const text = 'extensions:\n  tonearm:\n    uri: |\n      old\n      text\n  b: 1\n'
    expect(setInText(text, yaml, { uri: 'new' }).text).toBe('extensions:\n  tonearm:\n    uri: new\n  b: 1\n')
  })

  it('that TOML cannot hold is refused', () => {
    expect(() => setInText('', toml, { a: null })).toThrow('TOML cannot hold an empty value')
  })

  it('beside an empty table of TOML replaces the table', () => {
    expect(setInText('[mcp_servers.tonearm]\nurl = "x"\n\n[mcp_servers.tonearm.env]\n', toml, { url: 'x' }).text).toBe(
      '[mcp_servers.tonearm]\nurl = "x"\n',
    )
  })
})
