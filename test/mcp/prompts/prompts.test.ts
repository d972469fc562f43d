import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { PromptListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Prompt } from '../../../src/mcp/prompts/prompt.ts'
import { prompts } from '../../../src/mcp/prompts/prompts.ts'
import { tools } from '../../../src/tools/runtime/registry.ts'
import { inputSchema } from '../../../src/tools/runtime/schemas.ts'
import { device, playlist } from '../../fake-spotify/builders.ts'
import * as faults from '../../fake-spotify/faults.ts'
import { startTonearm } from '../../tonearm.ts'
import { textOf as textOfContent } from '../running.ts'

/** What the model would read. */
async function text(client: Client, name: string, values: Record<string, string> = {}): Promise<string> {
  const { messages } = await client.getPrompt({ name, arguments: values })
  expect(messages).toEqual([{ role: 'user', content: { type: 'text', text: expect.any(String) } }])
  return textOfContent({ content: messages.map(({ content }) => content) })
}

/** What a prompt says when everything is filled in. */
const textOf = (prompt: Prompt) => prompt.text({ mood: 'x', minutes: '60', playlist: 'x', device: 'Kitchen', period: '2024' })

const wordsWith_ = (text: string) => text.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? []

/** A word with an underscore that is no tool, such as dry_run and short_term. */
const isParameterOrValue = (word: string) =>
  tools.some((tool) => tool.name !== word && JSON.stringify(inputSchema(tool)).includes(`"${word}"`))

/** What stands in backticks and does not fit the tool that was named before it: the name of a parameter, or parameters with their values. */
function wrongParameters(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].flatMap(({ 1: given = '', index }) => {
    const name = wordsWith_(text.slice(0, index)).findLast((word) => tools.some((tool) => tool.name === word))
    const tool = tools.find((tool) => tool.name === name)
    if (!tool) return [`${given} without a tool`]
    const fits = given.startsWith('{') ? z.strictObject(tool.input).partial().safeParse(JSON.parse(given)).success : given in tool.input
    return fits ? [] : [`${tool.name} ${given}`]
  })
}

const names = async (client: Client) => (await client.listPrompts()).prompts.map(({ name }) => name)

describe('the prompts', () => {
  it('are listed with what there is to fill in', async () => {
    const { client } = await startTonearm()
    const listed = (await client.listPrompts()).prompts
    expect(
      listed.map(({ name, arguments: values = [] }) => [name, ...values.map((value) => `${value.name}${value.required ? '' : '?'}`)]),
    ).toEqual([
      ['dj', 'device?'],
      ['playlist_from_mood', 'mood', 'minutes'],
      ['tidy_playlist', 'playlist'],
      ['weekly_review'],
      ['taste_report'],
      ['year_in_review', 'period?'],
      ['rediscover'],
    ])
    for (const { title, description, arguments: values = [] } of listed) {
      expect(title && description).toBeTruthy()
      for (const value of values) expect(value.description).toBeTruthy()
    }
  })

  it.each(prompts)('name the tools that they need, and no others: $name', (prompt) => {
    const named = wordsWith_(textOf(prompt)).filter((word) => !isParameterOrValue(word))
    // "play" is a word of every day, too.
    expect([...new Set([...named, 'play'])].toSorted()).toEqual([...new Set([...prompt.tools, 'play'])].toSorted())
    expect(prompt.tools.filter((name) => !tools.some((tool) => tool.name === name))).toEqual([])
  })

  it.each(prompts)('name parameters that the tools have, with values that they take: $name', (prompt) => {
    expect(wrongParameters(textOf(prompt))).toEqual([])
  })

  it.each([
    ['a parameter that does not exist', 'Use create_playlist with `length`.'],
    ['one of another tool', 'Use create_playlist, then undo_change with `items`.'],
    ['a call with one that does not exist', 'Use get_recently_played `{"days": 7}`.'],
    ['a value that is not allowed', 'Use get_user_top_tracks `{"time_range": "last_week"}`.'],
    ['one deeper down', 'Use edit_playlist `{"remove": {"doubles": true}}`.'],
    ['one without a tool', 'First `limit`.'],
  ])('%s would be found', (_, text) => {
    expect(wrongParameters(text)).toHaveLength(1)
  })

  it('are filled in with what was given', async () => {
    const { client } = await startTonearm()
    expect(await text(client, 'playlist_from_mood', { mood: 'rainy\nSunday', minutes: ' 45 ' })).toMatch(
      /^Make me a Spotify playlist for this mood: "rainy Sunday". It should be about 45 minutes long\.\n.*about 17 so that.*`{"minutes": 45}`/s,
    )
    expect(await text(client, 'tidy_playlist', { playlist: 'Road Trip' })).toMatch(/^Tidy my Spotify playlist "Road Trip"\.\n/)
    expect(await text(client, 'dj', { device: 'Kitchen' })).toMatch(
      /^Be my DJ on Spotify\. Play on the device "Kitchen"\.\n.*both with `{"device": "Kitchen"}`/s,
    )
    expect(await text(client, 'dj', { device: ' ' })).toMatch(/^Be my DJ on Spotify\.\n/)
    expect(await text(client, 'weekly_review')).toMatch(/^Look back with me/)
  })

  it('preview what they would destroy, ask first, and say how it is undone', async () => {
    const { client } = await startTonearm()
    const steps = (await text(client, 'tidy_playlist', { playlist: 'x' })).split('\n')
    const at = (words: string) => steps.findIndex((step) => step.includes(words))
    expect(at('"dry_run": true')).toBeGreaterThan(at('get_playlist_items'))
    expect(at('Only after I agreed')).toBeGreaterThan(at('"dry_run": true'))
    expect(at('undo_change')).toBeGreaterThan(at('Only after I agreed'))
  })

  it.each([
    [
      'playlist_from_mood',
      { minutes: '30' },
      'The prompt playlist_from_mood needs mood. It takes mood (A mood or an occasion, such as rainy Sunday), minutes (',
    ],
    ['playlist_from_mood', { mood: '', minutes: '30' }, 'needs mood.'],
    ['playlist_from_mood', { mood: '\u0000', minutes: '30' }, 'The prompt playlist_from_mood: mood is empty.'],
    [
      'playlist_from_mood',
      { mood: 'calm', minutes: 'an hour' },
      'The prompt playlist_from_mood: minutes is not a whole number of minutes.',
    ],
    ['playlist_from_mood', { mood: 'calm', minutes: '9' }, 'minutes is out of range: it can be 10 to 600.'],
    ['playlist_from_mood', { mood: 'calm', minutes: '601' }, 'minutes is out of range: it can be 10 to 600.'],
    ['tidy_playlist', {}, 'The prompt tidy_playlist needs playlist.'],
    ['weekly_review', { week: '3' }, 'The prompt weekly_review has no "week". It takes nothing.'],
    ['dj', { constructor: 'x' }, 'The prompt dj has no "constructor".'],
    [
      'polka',
      {},
      'There is no prompt "polka". The prompts are dj, playlist_from_mood, tidy_playlist, weekly_review, taste_report, year_in_review, rediscover.',
    ],
  ])('%s with %j is refused with a sentence', async (name, values, sentence) => {
    const { client } = await startTonearm()
    const error = await client.getPrompt({ name, arguments: values }).then(
      () => expect.unreachable(),
      (thrown) => thrown,
    )
    expect(error.code).toBe(-32602)
    expect(error.message).toContain(sentence)
  })

  it('whose tools are not all there are not offered', async () => {
    const { client, settings } = await startTonearm()
    const heard = Promise.withResolvers<void>()
    client.setNotificationHandler(PromptListChangedNotificationSchema, () => heard.resolve())
    settings.change({ readOnly: true })
    await heard.promise
    expect(await names(client)).toEqual(['weekly_review', 'taste_report'])
    await expect(client.getPrompt({ name: 'tidy_playlist', arguments: { playlist: 'x' } })).rejects.toThrow(
      'The prompt tidy_playlist needs edit_playlist, undo_change, which cannot be used now: a permission is missing or switched off, or Tonearm is set to read-only.',
    )
  })
})

describe('completing a name', () => {
  const library = ['Road Trip', 'road works', 'Café', ...Array.from({ length: 150 }, (_, index) => `List ${index}`)]
  const world = { playlists: library.map((name) => playlist({ name })), devices: [device('Kitchen'), device('Laptop')] }
  const complete = async (client: Client, ref: Parameters<Client['complete']>[0]['ref'], name: string, value: string) =>
    (await client.complete({ ref, argument: { name, value } })).completion

  it('offers playlists that begin so, at most a hundred, without asking Spotify at every letter', async () => {
    const { client, spotify } = await startTonearm({ world })
    const ref = { type: 'ref/prompt', name: 'tidy_playlist' } as const
    expect(await complete(client, ref, 'playlist', 'ROAD')).toEqual({ values: ['Road Trip', 'road works'], total: 2, hasMore: false })
    expect(await complete(client, ref, 'playlist', 'cafe')).toMatchObject({ values: ['Café'] })
    const lists = await complete(client, ref, 'playlist', 'list')
    expect(lists).toMatchObject({ total: 150, hasMore: true })
    expect(lists.values).toHaveLength(100)
    expect(spotify.requests()).toHaveLength(4)
  })

  it('offers playlists for the address of one, and devices for the DJ', async () => {
    const { client } = await startTonearm({ world })
    expect((await complete(client, { type: 'ref/resource', uri: 'spotify://playlist/{id}' }, 'id', 'road t')).values).toEqual(['Road Trip'])
    expect((await complete(client, { type: 'ref/prompt', name: 'dj' }, 'device', 'k')).values).toEqual(['Kitchen'])
  })

  it('offers nothing for everything else, and never fails', async () => {
    const { client, spotify } = await startTonearm({ world })
    const nothing = { values: [], total: 0, hasMore: false }
    expect(await complete(client, { type: 'ref/prompt', name: 'playlist_from_mood' }, 'mood', 'r')).toEqual(nothing)
    expect(await complete(client, { type: 'ref/prompt', name: 'polka' }, 'constructor', 'r')).toEqual(nothing)
    expect(await complete(client, { type: 'ref/resource', uri: 'spotify://album/{id}' }, 'id', 'r')).toEqual(nothing)
    expect(spotify.requests()).toEqual([])
    spotify.faults.always('GET /v1/me/playlists', faults.forbidden())
    expect(await complete(client, { type: 'ref/prompt', name: 'tidy_playlist' }, 'playlist', 'r')).toEqual(nothing)
  })

  it('starts no sign-in', async () => {
    const opened: string[] = []
    const { client } = await startTonearm({ world, signedIn: false, openUrl: (url) => void opened.push(url) })
    expect((await complete(client, { type: 'ref/prompt', name: 'tidy_playlist' }, 'playlist', 'r')).values).toEqual([])
    expect(opened).toEqual([])
  })
})
