import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { createHistory, type History } from '../../src/history/history.ts'
import { zip } from '../history/zip.ts'
import { start } from '../run-program.ts'
import { heardList, heardRows, wanda } from './heard-songs.ts'
import { everyRound } from './rounds.ts'
import { roundsVariable } from './variable.ts'

const files = 24
const rowsOfFile = 600

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-soak-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return directory
}

const child = (words: string[]) =>
  start(process.execPath, [join(import.meta.dirname, 'history-child.ts'), ...words], { PATH: process.env.PATH ?? '' })

/** A process with a history, and its end by `kill -9` some time after it said this. */
async function killedAfter(words: string[], said: RegExp, milliseconds: number): Promise<string> {
  const killed = child(words)
  await killed.saw(said, 'stdout')
  await delay(milliseconds)
  return (await killed.stop('SIGKILL')).stdout
}

/** Does something with a history, as the next start of Tonearm would. */
async function next<Result>(file: string, work: (history: History) => Promise<Result>): Promise<Result> {
  const history = createHistory({ file, log: silentLog })
  try {
    return await work(history)
  } finally {
    await history.close()
  }
}

/** The ends of all plays, the oldest first, from a file that must be whole. */
function ends(file: string): number[] {
  const database = new DatabaseSync(file)
  try {
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    return database
      .prepare('SELECT end FROM plays ORDER BY end')
      .all()
      .map((row) => Number(row.end))
  } catch (error) {
    // Killed before the tables were there.
    if (String(error).includes('no such table')) return []
    throw error
  } finally {
    database.close()
  }
}

const importAll = (file: string, archive: string) =>
  next(file, (history) => history.import({ account: wanda, paths: [archive], pauses: [], bringBackErased: false }))

describe('a history whose process is killed with -9', () => {
  it('while it imports has each file whole or not at all, and the next import completes it', { timeout: 60 * 60_000 }, async () => {
    const directory = folder()
    const archive = join(directory, 'my_spotify_data.zip')
    const parts = Array.from({ length: files }, (_, at) => heardRows(at * rowsOfFile, rowsOfFile))
    writeFileSync(archive, zip(parts.map((rows, at) => ({ name: `Streaming_History_Audio_${at}.json`, content: JSON.stringify(rows) }))))
    const all = parts.flat().map(({ ts }) => Date.parse(String(ts)))
    let halfway = 0

    await everyRound({ name: 'imports killed with -9', many: 50 }, async (round) => {
      const file = join(directory, `${round}.sqlite`)
      // Half of them before, or while, the database is made.
      const said = await killedAfter(
        [file, 'import', archive],
        ...((round % 2 ? [/importing/, (round * 3) % 60] : [/ready/, (round * 17) % 300]) as [RegExp, number]),
      )
      const kept = ends(file)
      // The files go in in their order, so what is there is the beginning of all, up to the end of a file.
      expect(kept.length % rowsOfFile).toBe(0)
      expect(kept).toEqual(all.slice(0, kept.length))
      if (kept.length > 0 && kept.length < all.length) halfway += 1

      const report = await importAll(file, archive)
      expect(report).toMatchObject({ plays: all.length, added: all.length - kept.length, notRead: [], cancelled: false })
      expect(ends(file), said).toEqual(all)
      expect(await importAll(file, archive)).toMatchObject({ added: 0 })
    })
    if (process.env[roundsVariable] !== undefined) process.stdout.write(`imports that were killed between two files: ${halfway}\n`)
    expect(readdirSync(directory).filter((name) => name.includes('damaged'))).toEqual([])
  })

  it('while it keeps plays has every list that it had kept, none twice, and the next list fills the rest', {
    timeout: 60 * 60_000,
  }, async () => {
    const directory = folder()
    const file = join(directory, 'history.sqlite')
    const livePlays = (heard: number) => Array.from({ length: heard }, (_, song) => heardList(song + 1).at(-1)?.playedAt)
    let heard = 1

    await everyRound({ name: 'collectors killed with -9', many: 50 }, async (round) => {
      const said = await killedAfter([file, 'collect', String(heard)], /kept/, (round * 13) % 90)
      const acknowledged = Number(/.*kept (\d+)\n/s.exec(said)?.[1])
      const kept = ends(file)
      expect(kept.length).toBeGreaterThanOrEqual(acknowledged)
      expect(kept).toEqual(livePlays(kept.length))
      heard = kept.length + 30

      const { collected, status } = await next(file, async (history) => ({
        collected: await history.collect({ account: wanda, plays: heardList(heard), pauses: [], at: Date.now() }),
        status: await history.status(wanda),
      }))
      expect(collected).toEqual({ added: 30, gap: false })
      expect(status).toMatchObject({ plays: heard, gaps: [] })
      expect(ends(file)).toEqual(livePlays(heard))
    })

    // An import of the same time finds each of them once.
    const archive = join(directory, 'my_spotify_data.zip')
    writeFileSync(archive, zip([{ name: 'endsong_0.json', content: JSON.stringify(heardRows(0, heard)) }]))
    expect(await importAll(file, archive)).toMatchObject({ plays: heard, joined: heard })
    expect(ends(file)).toHaveLength(heard)
  })
})

it('two processes that import the same and one that collects, all at once, add each play once', async () => {
  const directory = folder()
  const [file, archive] = [join(directory, 'history.sqlite'), join(directory, 'my_spotify_data.zip')]
  const [songs, listed] = [5 * rowsOfFile, 200]
  const parts = Array.from({ length: 5 }, (_, at) => heardRows(at * rowsOfFile, rowsOfFile))
  writeFileSync(archive, zip(parts.map((rows, at) => ({ name: `endsong_${at}.json`, content: JSON.stringify(rows) }))))
  const imports = [child([file, 'import', archive]), child([file, 'import', archive])]
  await killedAfter([file, 'collect', String(listed)], /kept/, 300)
  for (const { ended } of imports) {
    const { code, stderr } = await ended
    expect(code, stderr).toBe(0)
  }
  expect(ends(file)).toHaveLength(songs)
  expect(await importAll(file, archive)).toMatchObject({ plays: songs, added: 0 })
})
