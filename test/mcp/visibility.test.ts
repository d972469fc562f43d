import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { tools } from '../../src/tools/runtime/registry.ts'
import { exampleCalls } from '../docs/example-calls.ts'
import { startTonearm } from '../tonearm.ts'
import { smallWorld } from '../tools/small-world.ts'
import { until } from './running.ts'

const names = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name)
const named = (which: (tool: (typeof tools)[number]) => boolean) => tools.filter(which).map(({ name }) => name)

const examples = exampleCalls(smallWorld())

/** Counts the news that the tools changed. */
function listening(client: Client): { count: number } {
  const heard = { count: 0 }
  client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
    heard.count += 1
  })
  return heard
}

describe('the read-only setting', () => {
  it('takes every tool away that changes something', async () => {
    const { client } = await startTonearm({ settings: { readOnly: true } })
    expect(await names(client)).toEqual(named(({ effect }) => effect === 'read'))
    expect(named(({ effect }) => effect !== 'read')).not.toEqual([])
  })

  it('says why such a tool does nothing, and how that is changed', async () => {
    const { callInVain, spotify } = await startTonearm({ settings: { readOnly: true } })
    for (const name of named(({ effect }) => effect !== 'read')) {
      expect(await callInVain(name)).toBe(
        `Tonearm is set to read-only, so ${name} was not carried out. To allow it, the user can turn off "Read only".`,
      )
    }
    expect(spotify.requests()).toEqual([])
  })

  it('takes effect at once, and every client hears of it', async () => {
    const { client, connect, settings } = await startTonearm()
    const clients = [client, await connect('another')]
    const heard = clients.map(listening)
    settings.change({ readOnly: true })
    await until(() => heard.every(({ count }) => count === 1))
    expect(await names(client)).toEqual(named(({ effect }) => effect === 'read'))
    settings.change({ readOnly: false })
    await until(() => heard.every(({ count }) => count === 2))
    expect(await names(client)).toEqual(named(() => true))
  })

  it('is the only news: other settings change nothing for clients', async () => {
    const { client, settings } = await startTonearm()
    const heard = listening(client)
    settings.change({ callbackPort: 9999 })
    settings.change({ readOnly: false })
    await client.ping()
    settings.change({ readOnly: true })
    await until(() => heard.count > 0)
    expect(heard.count).toBe(1)
  })
})

describe('what was granted', () => {
  it.each(tools.filter(({ scopes }) => scopes.length > 0))('decides whether $name is listed', async ({ name, title, scopes }) => {
    const lacking = scopes[0] as string
    const { client, call, callInVain } = await startTonearm({ signedIn: allScopes.filter((scope) => scope !== lacking) })
    await call('get_user_profile')
    expect(await names(client)).toEqual(named((tool) => !tool.scopes.some((scope) => scope === lacking)))
    expect(await callInVain(name, examples[name])).toContain(
      `${title} needs a permission that was not granted: ${lacking}. Sign in again and allow it.`,
    )
  })

  it('is news for clients when it changes', async () => {
    const { client, tonearm, call } = await startTonearm({ signedIn: ['user-top-read'] })
    await call('get_user_profile')
    const heard = listening(client)
    const before = await names(client)
    await tonearm.signOut()
    await until(() => heard.count > 0)
    // Nobody is signed in: whoever comes may grant everything.
    expect(await names(client)).toEqual(named(() => true))
    expect(before).not.toEqual(named(() => true))
  })
})

describe('news of the lists', () => {
  it('does not come with the first call, when it turns out that everything may be used', async () => {
    const { client, call, settings } = await startTonearm()
    const heard: string[] = []
    client.fallbackNotificationHandler = async ({ method }) => void heard.push(method)
    await call('get_user_profile')
    await client.ping()
    expect(heard).toEqual([])
    settings.change({ readOnly: true })
    await until(() => heard.length > 1)
    await client.ping()
    // Every resource only reads; some prompts create a playlist.
    expect(heard).toEqual(['notifications/tools/list_changed', 'notifications/prompts/list_changed'])
  })
})
