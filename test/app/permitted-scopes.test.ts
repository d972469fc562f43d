import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it } from 'vitest'
import { allScopes, type Scope } from '../../src/config/scopes.ts'
import { tools, usedScopes } from '../../src/tools/runtime/registry.ts'
import { exampleCalls } from '../docs/example-calls.ts'
import { playlist } from '../fake-spotify/builders.ts'
import { consent } from '../fake-spotify/consent.ts'
import { until } from '../mcp/running.ts'
import { startTonearm } from '../tonearm.ts'
import { smallWorld } from '../tools/small-world.ts'

const names = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name)
const without = (...off: Scope[]) => usedScopes.filter((scope) => !off.includes(scope))
const advice = 'The user switched it off; to allow it, they can switch it on on the page Permissions.'

describe('a permission that the user switched off, although Spotify granted it', () => {
  it('takes the tools, resources and prompts away at once, and clients hear of it', async () => {
    const { client, settings, call } = await startTonearm()
    await call('get_user_profile')
    let heard = 0
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      heard += 1
    })
    settings.change({ scopes: ['user-read-private'] })
    await until(() => heard === 1)
    const free = tools.filter(({ scopes, anyScope }) => scopes.length === 0 && !anyScope).map(({ name }) => name)
    expect(await names(client)).toEqual(free)
    expect((await client.listResources()).resources.map(({ name }) => name)).toEqual(['me'])
    expect((await client.listResourceTemplates()).resourceTemplates.map(({ name }) => name)).toEqual(['album', 'artist', 'track'])
    // The listening history is on this computer and needs no permission of Spotify's.
    expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(['taste_report'])
    expect(await call('get_user_profile')).toContain('Switched off in Tonearm: user-library-read, ')

    settings.change({ scopes: [...usedScopes] })
    await until(() => heard === 2)
    expect(await names(client)).toEqual(tools.map(({ name }) => name))
  })

  it.each(
    tools
      .filter(({ scopes, anyScope }) => scopes.length > 0 || anyScope)
      .map(({ name, scopes, anyScope, title }) => ({ name, title, off: anyScope ?? scopes })),
  )('refuses $name without a request, and says who switched it off', async ({ name, title, off }) => {
    const world = smallWorld()
    const { client, callInVain, spotify } = await startTonearm({ world, settings: { scopes: without(...off) } })
    await client.readResource({ uri: 'spotify://me' })
    spotify.clearRecord()
    expect(await names(client)).not.toContain(name)
    expect(await callInVain(name, exampleCalls(world)[name])).toContain(
      `${title} needs a permission that is switched off in Tonearm: ${off.join(', ')}. ${advice}`,
    )
    expect(spotify.requests()).toEqual([])
  })

  it('creates no playlist, neither public nor private', async () => {
    const { callInVain, spotify } = await startTonearm({ settings: { scopes: without('playlist-modify-public') } })
    expect(await callInVain('create_playlist', { name: 'Loud', public: true })).toBe(
      `This needs a permission that is switched off in Tonearm: playlist-modify-public. ${advice}`,
    )
    expect(spotify.world.playlists).toEqual([])
  })

  it('undoes nothing that needs it', async () => {
    const { call, callInVain, settings, spotify } = await startTonearm()
    const receipt = /Receipt (\w+)/.exec(await call('create_playlist', { name: 'Quiet' }))?.[1]
    settings.change({ scopes: without('playlist-modify-public', 'playlist-modify-private') })
    spotify.clearRecord()
    expect(await callInVain('undo_change', { receipt })).toContain(
      'Undoing this needs a permission that is switched off in Tonearm: playlist-modify-private, playlist-modify-public.',
    )
    expect(spotify.requests().filter((line) => !line.startsWith('GET'))).toEqual([])
  })

  it('shows no private playlist by its id, and suggests no names', async () => {
    const own = playlist({ name: 'Diary', public: false })
    const { callInVain, client } = await startTonearm({
      world: { playlists: [own] },
      settings: { scopes: without('playlist-read-private') },
    })
    await client.readResource({ uri: 'spotify://me' })
    expect(await callInVain('get_item', { item: `spotify:playlist:${own.id}` })).toContain(
      'A private playlist needs a permission that is switched off',
    )
    const ref = { type: 'ref/prompt', name: 'tidy_playlist' } as const
    expect((await client.complete({ ref, argument: { name: 'playlist', value: '' } })).completion.values).toEqual([])
  })

  it('hides where the user stopped in podcasts, and the saved episodes that were read before', async () => {
    const world = smallWorld()
    const radio = `spotify:show:${world.shows[0]?.id}`
    const { call, settings } = await startTonearm({ world })
    expect(await call('get_item', { item: radio })).toContain('stopped at 10:00')
    expect(await call('find_in_library', { query: 'another river' })).toContain('saved 2026')
    settings.change({ scopes: without('user-read-playback-position') })
    const hidden = await call('get_item', { item: radio })
    expect(hidden).toContain('The River Itself')
    expect(hidden).not.toMatch(/stopped|played/)
    expect(await call('find_in_library', { query: 'another river' })).toContain('Nothing with')
  })

  it('is no longer shown as in use', async () => {
    const { tonearm, settings, client } = await startTonearm()
    await client.readResource({ uri: 'spotify://me' })
    let told = 0
    tonearm.onStatus(() => {
      told += 1
    })
    settings.change({ scopes: ['user-top-read'] })
    expect(tonearm.status().account).toMatchObject({ grantedScopes: allScopes, permittedScopes: ['user-top-read'] })
    expect(told).toBeGreaterThan(0)
  })
})

describe('what is asked for', () => {
  async function askedFor(options: Parameters<typeof startTonearm>[0] = {}): Promise<string[]> {
    const opened: string[] = []
    const { tonearm } = await startTonearm({ ...options, signedIn: false })
    await tonearm.signIn(async (url) => {
      opened.push(url)
      await consent(url)
    })
    return new URL(opened[0] ?? '').searchParams.get('scope')?.split(' ') ?? []
  }

  it('is what some tool uses, and not the e-mail address', async () => {
    const asked = await askedFor()
    expect(asked).toEqual(usedScopes)
    expect(allScopes.filter((scope) => !asked.includes(scope))).toEqual(['user-read-email'])
  })

  it('is what the user chose, also more', async () => {
    expect(await askedFor({ settings: { scopes: ['user-read-email', 'user-top-read'] } })).toEqual(['user-read-email', 'user-top-read'])
  })
})
