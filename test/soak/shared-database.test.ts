import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { type RunningCommand, start } from '../run-program.ts'
import { everyRound } from './rounds.ts'

const writerChild = join(import.meta.dirname, '..', 'store', 'writer-child.ts')

it('two processes on one database, one of them killed with -9 while it writes, never damage it', { timeout: 60 * 60_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-soak-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const file = join(directory, 'tonearm.sqlite')
  const writer = (name: string, rounds: number): RunningCommand =>
    start(process.execPath, [writerChild, file, name, String(rounds)], { PATH: process.env.PATH ?? '' })

  await everyRound({ name: 'two processes on one database', many: 50 }, async (round) => {
    const survivor = writer(`Survivor${round}x`, 20)
    const killed = writer(`Killed${round}x`, 100_000)
    await killed.saw(new RegExp(`"round":${1 + (round % 7)}\\b`), 'stdout')
    await killed.stop('SIGKILL')
    const { code, stderr, stdout } = await survivor.ended
    expect(code, stderr).toBe(0)
    const receipts = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { receipt: string }).receipt)
    expect(receipts).toHaveLength(20)

    const database = new DatabaseSync(file)
    try {
      expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
      const kept = database.prepare('SELECT count(*) AS count FROM changes WHERE account = ?').get(`Survivor${round}x`)
      expect(kept?.count).toBe(20)
    } finally {
      database.close()
    }
    expect(readdirSync(directory).filter((name) => name.includes('damaged'))).toEqual([])
  })
})
