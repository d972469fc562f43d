import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clientNames } from '../../src/shared/clients.ts'
import { pages } from '../../src/shared/contract.ts'
import { tools } from '../../src/tools/runtime/registry.ts'
import { roomsEachRoomMayImport } from '../house/import-rules.ts'
import { lineAt, type ProsePage, prosePages } from './prose.ts'

const programs = readdirSync(join(import.meta.dirname, '..', '..', 'src')).filter((name) => name.endsWith('.ts')).length

/** How many there are of what prose counts. A sentence that counts something else calls it by another word, or does not count it. */
const truth: Record<string, number> = {
  tools: tools.length,
  // `other` is not one of them: it is what any further one gets.
  clients: clientNames.length - 1,
  pages: pages.length,
  programs,
  rooms: Object.keys(roomsEachRoomMayImport).length - programs,
}

/** From three on: two of them are hardly ever all of them. */
const words =
  'three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(' ')
const count = new RegExp(`\\b(\\d+|${words.join('|')}) (?:MCP |supported |known )?(${Object.keys(truth).join('|')})\\b`, 'gi')

describe('a number in a page is right', () => {
  it.each(prosePages())('$path', (page) => {
    expect(wrongCounts(page)).toEqual([])
  })

  it('of which there are some', () => {
    expect(prosePages().flatMap(({ text }) => [...text.matchAll(count)]).length).toBeGreaterThan(2)
  })
})

it('a wrong number is found, in digits and in words', () => {
  expect(wrongCounts({ path: 'page.md', text: 'It has 7 tools.\nTwenty MCP clients can use them.' })).toEqual([
    `page.md:1 says "7 tools", and there are ${truth.tools}`,
    `page.md:2 says "Twenty MCP clients", and there are ${truth.clients}`,
  ])
})

function wrongCounts({ path, text }: ProsePage): string[] {
  return [...text.matchAll(count)].flatMap(({ 0: phrase, 1: number = '', 2: thing = '', index }) => {
    const stated = words.includes(number.toLowerCase()) ? words.indexOf(number.toLowerCase()) + 3 : Number(number)
    const real = truth[thing.toLowerCase()]
    return stated === real ? [] : [`${path}:${lineAt(text, index)} says "${phrase}", and there are ${real}`]
  })
}
