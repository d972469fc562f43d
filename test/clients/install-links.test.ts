import { mkdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ClientName } from '../../src/shared/clients.ts'
import { connection, headers, newDesk, token } from './desk.ts'

// Clients that are asked by a link. The tests take the links apart as the clients do.

const { url } = connection

/** As Cursor and LM Studio do: both take the base64 of the JSON of an entry. */
function fromBase64(link: string): unknown {
  const { searchParams } = new URL(link)
  return { name: searchParams.get('name'), entry: JSON.parse(Buffer.from(searchParams.get('config') ?? '', 'base64').toString()) }
}

/** As VS Code does: the JSON of the entry is the whole query. */
function fromJson(link: string): unknown {
  const { name, ...entry } = JSON.parse(decodeURIComponent(new URL(link).search.slice(1))) as Record<string, unknown>
  return { name, entry }
}

const clients: { name: ClientName; folder: string; address: string; read: (link: string) => unknown; entry: Record<string, unknown> }[] = [
  {
    name: 'cursor',
    folder: '.cursor',
    address: 'cursor://anysphere.cursor-deeplink/mcp/install',
    read: fromBase64,
    entry: { url, headers },
  },
  { name: 'lm-studio', folder: '.lmstudio', address: 'lmstudio://add_mcp', read: fromBase64, entry: { url, headers } },
  { name: 'vs-code', folder: '.config/Code', address: 'vscode:mcp/install', read: fromJson, entry: { type: 'http', url, headers } },
  {
    name: 'vs-code-insiders',
    folder: '.config/Code - Insiders',
    address: 'vscode-insiders:mcp/install',
    read: fromJson,
    entry: { type: 'http', url, headers },
  },
  {
    name: 'vscodium',
    folder: '.config/VSCodium',
    address: 'vscodium:mcp/install',
    read: fromJson,
    entry: { type: 'http', url, headers },
  },
]

describe.each(clients)('$name on a computer with a desktop', ({ name, folder, address, read, entry }) => {
  it('is asked by a link that holds the address and the token', async () => {
    const desk = newDesk({ desktop: true })
    mkdirSync(desk.path(folder), { recursive: true })
    const { message } = await desk.connect(name)
    expect(message).toMatch(/^\S.* was asked to add Tonearm\. (Cursor opens its settings|Confirm it in|Press "Install" in)/)
    expect(desk.opened).toHaveLength(1)
    expect(desk.opened[0]?.split('?')[0]).toBe(address)
    expect(read(desk.opened[0] ?? '')).toEqual({ name: 'tonearm', entry })
  })

  it('shows the link before, with what is encoded in it readable and the token hidden', async () => {
    const desk = newDesk({ desktop: true })
    mkdirSync(desk.path(folder), { recursive: true })
    const { steps, summary } = await desk.preview(name)
    expect(steps).toEqual([{ kind: 'open-link', link: expect.stringContaining('"Authorization":"Bearer ••••••••"') }])
    expect(JSON.stringify(steps)).toContain('tonearm')
    expect(summary).toContain('asks you')
    expect(desk.opened).toEqual([])
  })

  it('is connected and outdated as its settings say, whoever wrote them', async () => {
    const desk = newDesk({ desktop: true })
    const isCode = folder.startsWith('.config/')
    const file = isCode ? `${folder}/User/mcp.json` : `${folder}/mcp.json`
    const servers = (value: unknown) => JSON.stringify({ [isCode ? 'servers' : 'mcpServers']: { tonearm: value } })
    desk.write(file, servers(entry))
    expect(await desk.state(name)).toMatchObject({ state: 'connected' })
    desk.write(file, servers({ ...entry, headers: { Authorization: 'Bearer of-yesterday' } }))
    expect(await desk.state(name)).toMatchObject({ state: 'outdated' })
    await desk.connect(name)
    expect(desk.opened).toEqual([])
    expect(desk.read(file)).toContain(token)
    await desk.disconnect(name)
    expect(await desk.state(name)).toMatchObject({ state: 'not-connected' })
  })
})

it('a link that the system cannot open is a problem, which does not quote it', async () => {
  const desk = newDesk({ desktop: true })
  mkdirSync(desk.path('.cursor'))
  desk.computer.openLink = async (link) => {
    throw new Error(`Nothing opens ${link}`)
  }
  const { code, message } = await desk.refusal(desk.connect('cursor'))
  expect({ code, message }).toEqual({
    code: 'client-settings',
    message: 'The system could not open the link with Cursor. Start Cursor once, then try again, or connect it by hand.',
  })
})

it('a token with letters of all kinds arrives whole', async () => {
  const desk = newDesk({ desktop: true })
  const odd = 'a+b/c=d&e?f%20"g\\h é ✓ ~~~???>>>'
  desk.connection = { url, token: odd }
  mkdirSync(desk.path('.cursor'), { recursive: true })
  mkdirSync(desk.path('.config/Code'), { recursive: true })
  await desk.connect('cursor')
  await desk.connect('vs-code')
  // Nothing in a link that a system's handler of links could take for something else, as it would the + and / of base64.
  for (const link of desk.opened) expect(link.split('?')[1]).toMatch(/^(name=tonearm&config=)?[\w%.!~*'()-]+$/)
  const bearers = [fromBase64, fromJson].map((read, index) => (read(desk.opened[index] ?? '') as { entry: unknown }).entry)
  for (const entry of bearers) expect(entry).toMatchObject({ headers: { Authorization: `Bearer ${odd}` } })
  expect(JSON.stringify([await desk.preview('cursor'), await desk.preview('vs-code')])).not.toContain('a+b/c')
})
