import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readText, removeFromText, setInText } from '../../../src/clients/files/edit-text.ts'
import { textEdits } from '../../../src/clients/files/splices.ts'
import { mark, oddJson, oddToml, oddYaml } from './odd-texts.ts'

const value = (token: string) => ({
  url: 'http://127.0.0.1:3345/mcp',
  headers: { Authorization: `Bearer ${token}` },
  on: true,
  timeout: 300,
})
const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 120) }

/** Of a map with nothing but a line end between its braces nothing tells us afterwards that the line end was there: there the copy is needed. */
const isAmbiguous = (text: string) => /\{(?:\r\n|\n)[ \t]*\}/.test(text)
const withEmptyBraces = (text: string) => text.replace(/\{\s*\}/g, '{}')

describe.each([
  { format: 'json', container: 'mcpServers', texts: oddJson },
  { format: 'toml', container: 'mcp_servers', texts: oddToml },
  { format: 'yaml', container: 'extensions', texts: oddYaml },
] as const)('an entry in oddly written $format', ({ format, container, texts }) => {
  const entry = { format, path: [container], key: 'tonearm' }

  it('comes, changes and goes, and leaves every byte of the rest as it was', () => {
    fc.assert(
      fc.property(texts({ container }), (text) => {
        const added = setInText(text, entry, value('old-token'))
        expect(readText(added.text, entry)).toEqual(value('old-token'))
        const updated = setInText(added.text, entry, value('new-token'))
        expect(updated.text).toBe(added.text.replace(/(?<quote>"?)Bearer old-token\k<quote>/, '"Bearer new-token"'))
        const removed = removeFromText(updated.text, entry, added.containers).text
        if (format === 'json' && isAmbiguous(text)) expect(withEmptyBraces(removed)).toBe(withEmptyBraces(text))
        else expect(removed).toBe(text)
      }),
      runs,
    )
  })

  it('that somebody else wrote there is replaced and removed', () => {
    fc.assert(
      fc.property(texts({ container, holds: 'tonearm' }), (text) => {
        const replaced = setInText(text, entry, value('new-token'))
        expect(readText(replaced.text, entry)).toEqual(value('new-token'))
        for (const from of [text, replaced.text]) expect(readText(removeFromText(from, entry, []).text, entry)).toBeUndefined()
      }),
      runs,
    )
  })

  it('is shown without anything of the text around it', () => {
    fc.assert(
      fc.property(texts({ container }), (text) => {
        const added = setInText(text, entry, value('old-token'))
        const removed = removeFromText(added.text, entry, added.containers)
        const shown = [...textEdits(text, added.splices), ...textEdits(added.text, removed.splices)]
        expect(JSON.stringify(shown)).toContain('old-token')
        expect(JSON.stringify(shown)).not.toContain(mark)
      }),
      runs,
    )
  })
})
