import { findHeard, type HeardReading } from '../../../src/history/questions/find-heard.ts'
import { createListened } from '../../../src/history/questions/listened.ts'
import { foldedName } from '../../../src/history/recording.ts'
import { rankOf } from '../../../src/history/statistics/groups.ts'
import { takePlays } from '../../../src/history/statistics/pick-plays.ts'
import { countedMs } from '../../../src/history/statistics/plays.ts'
import { readColumns } from '../../../src/store/history/columns.ts'
import { openHistoryDatabase } from '../../../src/store/history/history-database.ts'
import { median } from '../product/numbers.ts'
import type { QuestionTime } from './questions.ts'

const rounds = 30

/** How long it takes to find one thing by its name, to count its plays and to tell its rank: the part of `count_plays` that every answer needs. */
export function timeCounts(file: string): QuestionTime[] {
  const history = openHistoryDatabase(file, foldedName)
  const listened = createListened(readColumns(history.database, history.findAccount('bench')), history.database, 1)

  function count(reading: HeardReading): number | undefined {
    const [heard] = findHeard(listened, [reading])
    if (!heard) throw new Error(`Nothing is called ${reading.title}`)
    const { ms } = takePlays(listened.plays(false), listened.places(heard.kind, false)(heard.number))
    const plays = ms.reduce((sum, heard) => sum + (heard >= countedMs ? 1 : 0), 0)
    return plays && rankOf(heard.number, listened.sums(heard.kind, false), 'plays')
  }

  function time(what: string, most: number, reading: HeardReading): QuestionTime {
    count(reading)
    const times = Array.from({ length: rounds }, () => {
      const [begun, cpu] = [performance.now(), process.cpuUsage()]
      count(reading)
      const { user, system } = process.cpuUsage(cpu)
      return { ms: performance.now() - begun, cpuMs: (user + system) / 1_000 }
    })
    return { what, ms: median(times.map(({ ms }) => ms)), cpuMs: median(times.map(({ cpuMs }) => cpuMs)), most }
  }

  try {
    return [
      time('count of a song alone', 3, { kind: 'song', title: 'Winter Midnight 7' }),
      time('count of an album alone', 3, { kind: 'album', title: 'Paper Glass 100 (Album)' }),
      time('count of the album that was heard most, alone', 3, { kind: 'album', title: 'Midnight Midnight 0 (Album)' }),
      time('count of an artist alone', 10, { kind: 'artist', title: 'Über Midnight 9' }),
    ]
  } finally {
    history.close()
  }
}
