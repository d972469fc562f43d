import { describe, expect, it } from 'vitest'
import { withLastCalls } from '../../src/app/last-calls.ts'
import type { ConnectedClient, RecentCall } from '../../src/shared/status.ts'

const session = (name: string, lastCallAt?: string): ConnectedClient => ({ name, version: '1', connectedAt: '', lastCallAt, calls: 1 })
const call = (client: string, at: string) => ({ client, at }) as RecentCall

describe('the last call of a client', () => {
  const at = (seen: Parameters<typeof withLastCalls>[1]) =>
    withLastCalls([{ name: 'codex', title: 'Codex', state: 'connected' }], seen)[0]?.lastCallAt

  it.each([
    ['of an open session, also when its calls are too long ago to be among the latest', [session('Codex', '12:01')], [], '12:01'],
    ['of a session that has ended', [], [call('codex-mcp-client', '12:02')], '12:02'],
    [
      'the latest of several',
      [session('codex', '12:03'), session('CODEX', '12:05')],
      [call('codex', '12:04'), call('codex', '12:01')],
      '12:05',
    ],
    ['none before the first', [session('Codex')], [], undefined],
    ['none of others', [session('Codex CLI', '12:01')], [call('Cursor', '12:02')], undefined],
  ])('%s', (_, clients, calls, expected) => {
    expect(at({ clients, calls })).toBe(expected)
  })
})
