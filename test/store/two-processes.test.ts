import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { openChangeLog } from '../../src/store/changes.ts'
import { openDatabase } from '../../src/store/database.ts'
import { openLibraryIndex } from '../../src/store/library-index.ts'
import { openShortIds } from '../../src/store/short-ids.ts'
import { type RunningCommand, start } from '../run-program.ts'
import type { Written } from './writer-child.ts'

const rounds = 60

/** What a writer had written when it ended, however it ended: lines that are not whole are of rounds that may be there or not. */
function written(stdout: string): Written[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Written)
}

describe('app and command, with the same database', () => {
  it('never damage it or lose what they wrote, also when one of them is killed while it writes', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'tonearm-store-'))
    onTestFinished(() => rmSync(directory, { recursive: true }))
    const file = join(directory, 'tonearm.sqlite')
    const writer = (name: string, most = rounds): RunningCommand =>
      start(process.execPath, [join(import.meta.dirname, 'writer-child.ts'), file, name, String(most)], { PATH: process.env.PATH ?? '' })

    // All three find no database and make one.
    const [app, command, killed] = [writer('App'), writer('Command'), writer('Killed', 100_000)]
    onTestFinished(() => void killed.process.kill('SIGKILL'))
    await killed.saw(/"round":20\b/, 'stdout')
    await killed.stop('SIGKILL')
    const again = writer('Again')

    const ends = { App: await app.ended, Command: await command.ended, Again: await again.ended, Killed: await killed.ended }
    for (const name of ['App', 'Command', 'Again'] as const) {
      expect(ends[name], ends[name].stderr).toMatchObject({ code: 0 })
      expect(written(ends[name].stdout)).toHaveLength(rounds)
    }
    expect(ends.Killed.signal).toBe('SIGKILL')
    expect(readdirSync(dirname(file)).filter((name) => name.includes('damaged'))).toEqual([])

    const raw = new DatabaseSync(file)
    expect(raw.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    raw.close()
    const database = openDatabase(file, silentLog)
    onTestFinished(() => database.close())
    const [shortIds, changes, library] = [openShortIds(database)('wanda'), openChangeLog(database), openLibraryIndex(database)]
    for (const [name, { stdout }] of Object.entries(ends)) {
      for (const { round, receipt } of written(stdout)) {
        expect(shortIds.resolve(`${name}${String(round).padStart(22 - name.length, '0')}`).name).toBe(`Song ${round}`)
        expect(changes.find(name, receipt)).toMatchObject({ what: `round ${round}`, state: 'done' })
      }
    }
    // A list is the work of one of them, whole.
    const hits = library.search('everybody', ['song'])
    expect(hits).toHaveLength(20)
    expect(new Set(hits.map(({ item }) => JSON.stringify(item)))).toHaveProperty('size', 1)
  })
})
