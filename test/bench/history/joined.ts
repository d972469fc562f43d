import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../../../src/config/logging.ts'
import { createHistory } from '../../../src/history/history.ts'
import type { StoredPlay } from '../../../src/store/history/stored-plays.ts'
import { inventedListener, type Joined, judgeJoined } from '../../history/invented-listener.ts'

/** What the list and the export of the same invented listener become. `late`: the part of the times in the list that come late. */
export async function joinOutcomes(plays: number): Promise<(Joined & { late: number })[]> {
  return [await outcome(plays, 0), await outcome(plays, 0.1)]
}

async function outcome(plays: number, late: number): Promise<Joined & { late: number }> {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-bench-joined-'))
  const history = createHistory({ file: join(directory, 'history.sqlite'), log: silentLog })
  const [imported, exported] = [join(directory, 'rows.json'), join(directory, 'plays.json')]
  try {
    const listener = inventedListener({ plays, late })
    for (let first = 0; first < listener.lives.length; first += 50)
      await history.collect({ account: 'bench', plays: listener.lives.slice(first, first + 50), pauses: [], at: first })
    writeFileSync(imported, JSON.stringify(listener.rows))
    await history.import({ account: 'bench', paths: [imported], pauses: [], bringBackErased: false })
    await history.export({ account: 'bench', file: exported, format: 'json' })
    return { late, ...judgeJoined(JSON.parse(readFileSync(exported, 'utf8')) as StoredPlay[], listener) }
  } finally {
    await history.close()
    rmSync(directory, { recursive: true, force: true })
  }
}
