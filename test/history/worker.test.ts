import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { always } from '../../src/history/statistics/plays.ts'
import { extendedRow } from './rows.ts'
import { temporaryHistory, wanda } from './temporary-history.ts'

it('the thread ends when nothing was asked for a while, and starts again with the next question', async () => {
  const [brief, patient] = [temporaryHistory({ idleMs: 20 }), temporaryHistory()]
  for (const history of [brief, patient]) await history.importPaths([history.put('a.json', [extendedRow()])])
  // SQLite deletes its log when the last connection ends.
  await expect.poll(() => existsSync(`${brief.file}-wal`)).toBe(false)
  await wait(50)
  expect(existsSync(`${patient.file}-wal`)).toBe(true)
  expect((await brief.status(wanda)).plays).toBe(1)
})

it('another time zone changes the answers, and nothing that is stored', async () => {
  const history = temporaryHistory()
  await history.importPaths([history.put('a.json', [extendedRow()])])
  const stored = () => [history.file, `${history.file}-wal`].map((file) => readFileSync(file))
  const hourIn = async (zone: string) => {
    const wanted = { groupBy: 'hour', period: always, order: 'time', limit: 5, zone, now: Date.UTC(2026, 5, 1), withPrivate: true } as const
    return (await history.ask(wanda, 'listeningStats', wanted))?.rows.map(({ name }) => name)
  }
  const before = stored()
  expect([await hourIn('UTC'), await hourIn('Asia/Tokyo'), await hourIn('America/New_York')]).toEqual([['1'], ['10'], ['21']])
  expect(stored()).toEqual(before)
})
