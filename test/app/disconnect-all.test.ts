import { expect, it } from 'vitest'
import type { ClientConnections } from '../../src/app/client-connections.ts'
import { disconnectAll } from '../../src/app/disconnect-all.ts'
import { Problem } from '../../src/shared/problem.ts'

/** Clients in these states; Zed's settings cannot be written. */
function clientsIn(states: Record<string, string>) {
  const disconnected: string[] = []
  const clients = {
    list: async () => Object.entries(states).map(([name, state]) => ({ name, title: name.toUpperCase(), state })),
    preview: async (name: string, action: string) => ({ id: `${action} ${name}` }),
    async apply(name: string, action: string, id: string) {
      if (name === 'zed') throw new Problem('client-settings', 'Its settings cannot be written.')
      expect(id).toBe(`${action} ${name}`)
      disconnected.push(name)
      return { message: `${name} is disconnected.` }
    },
  } as unknown as Pick<ClientConnections, 'list' | 'preview' | 'apply'>
  return { clients, disconnected }
}

it('disconnects every client with an entry of ours, and goes on where one cannot be', async () => {
  const { clients, disconnected } = clientsIn({
    cursor: 'connected',
    zed: 'connected',
    codex: 'outdated',
    goose: 'taken',
    opencode: 'off',
    cline: 'not-connected',
    continue: 'unreadable',
  })
  expect(await disconnectAll(clients)).toEqual({
    ok: false,
    message:
      'cursor is disconnected. ZED could not be disconnected. Its settings cannot be written. codex is disconnected. opencode is disconnected. The settings of CONTINUE cannot be read. If they have an entry named tonearm, remove it there.',
  })
  expect(disconnected).toEqual(['cursor', 'codex', 'opencode'])
})

it('says so when there is none', async () => {
  expect(await disconnectAll(clientsIn({ cursor: 'not-found' }).clients)).toEqual({ ok: true, message: 'No app was connected.' })
})
