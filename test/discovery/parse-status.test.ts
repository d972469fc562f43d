import { describe, expect, it } from 'vitest'
import { parseStatus } from '../../src/discovery/parse-status.ts'
import type { Status } from '../../src/shared/status.ts'

const at = '2026-11-22T14:00:00.000Z'

/** Everything that a status can say about a Tonearm that works. A new field does not compile until it stands here. */
const full: Required<Status> = {
  version: '0.1.0',
  account: {
    state: 'signed-in',
    name: 'Wanda',
    grantedScopes: ['a'],
    permittedScopes: [],
    authorizedAt: at,
    endsAt: at,
    notKept: 'It is locked.',
  },
  endpoint: { state: 'listening', url: 'http://127.0.0.1:3345/mcp', since: at, note: 'Another address is used, too.' },
  clients: [{ name: 'claude-ai', version: '1.0.0', connectedAt: at, lastCallAt: at, calls: 2, sessions: 2 }],
  blockedClients: ['cursor'],
  calls: [{ at, client: 'claude-ai', tool: 'play', durationMs: 120, characters: 300, tokens: 100, failed: true }],
  quota: { state: 'used-up', until: at },
  paused: { by: 'user', until: at },
  history: { keeping: 'on', today: { plays: 2, ms: 3_000, exact: true }, importing: { rows: 9, plays: 8, part: 0.5, secondsLeft: null } },
  questions: [{ id: 'c0ffee000001', client: 'Claude Desktop', question: 'This removes 30 of 40 songs in "Mix".' }],
  database: { reason: 'The database was damaged.', problem: 'database-damaged' },
}

describe('the status of the Tonearm that runs, as a command reads it', () => {
  it.each<Status>([
    full,
    { ...full, endpoint: { state: 'failed', reason: 'Port 3345 is in use.', problem: 'port-taken' }, paused: { by: 'locked-screen' } },
  ])('loses nothing on the way', (status) => {
    expect(parseStatus(JSON.parse(JSON.stringify(status)))).toEqual(status)
  })

  it('is not known when it has another form', () => {
    expect(parseStatus({ ...full, clients: 3 })).toBeUndefined()
  })
})
