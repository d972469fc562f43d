import { describe, expect, it } from 'vitest'
import { dueNotices, newNotices } from '../../../src/desktop/system/notices.ts'
import type { Status } from '../../../src/shared/status.ts'

const endsAt = '2026-12-24T10:00:00Z'
const day = 24 * 60 * 60_000
const fine: Status = {
  version: '1',
  account: { state: 'signed-in', grantedScopes: [], endsAt },
  endpoint: { state: 'listening', url: 'http://127.0.0.1:3345/mcp', since: '2026-11-23T11:00:00Z' },
  clients: [],
  blockedClients: [],
  calls: [],
  quota: { state: 'available' },
  history: { keeping: 'on' },
}
const titles = (status: Status, at: number) => dueNotices(status, at, 'Europe/Berlin').map(({ title }) => title)

describe('notices', () => {
  it('announce the end of the login two weeks before, and not earlier', () => {
    expect(titles(fine, Date.parse(endsAt) - 14 * day)).toEqual([])
    expect(titles(fine, Date.parse(endsAt) - 14 * day + 1)).toEqual(['The login to Spotify ends on 2026-12-24'])
  })

  it('say that the login ended, and that clients cannot connect and why', () => {
    expect(titles({ ...fine, account: { state: 'login-ended' } }, 0)).toEqual(['Sign in to Spotify again'])
    const failed = dueNotices({ ...fine, endpoint: { state: 'failed', reason: 'Port 3345 is taken.' } }, 0, 'UTC')
    expect(failed).toMatchObject([{ title: 'Apps cannot connect', body: 'Port 3345 is taken.', page: 'advanced' }])
  })

  it('say that nothing can be saved, and that the database was damaged', () => {
    const reason = 'The disk is full. Free some space, then try again.'
    expect(dueNotices({ ...fine, database: { reason, problem: 'disk-full' } }, 0, 'UTC')).toMatchObject([
      { title: 'Tonearm cannot save', body: reason, page: 'status' },
    ])
    expect(titles({ ...fine, database: { reason: 'It was damaged.', problem: 'database-damaged' } }, 0)).toEqual([
      'The database was damaged',
    ])
  })

  it('come once, and again when the same thing happens again', () => {
    const ended = dueNotices({ ...fine, account: { state: 'login-ended' } }, 0, 'UTC')
    expect(newNotices([], ended)).toEqual(ended)
    expect(newNotices(ended, ended)).toEqual([])
    expect(newNotices(dueNotices(fine, 0, 'UTC'), ended)).toEqual(ended)
  })
})
