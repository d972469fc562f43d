import { silentLog } from '../../../src/config/logging.ts'
import type { History } from '../../../src/history/history.ts'
import type { StatsGroup } from '../../../src/history/questions/listening-stats.ts'
import type { QuestionInput, QuestionName } from '../../../src/history/questions/questions.ts'
import { always } from '../../../src/history/statistics/plays.ts'
import { median } from '../product/numbers.ts'
import type { BuiltHistory } from './built-history.ts'

/** How long a question takes, in milliseconds, and the processor time of all threads in it. `most`: the time that is allowed. */
export type QuestionTime = { what: string; ms: number; cpuMs: number; most: number }

const asking = { zone: 'Europe/Berlin', now: Date.UTC(2026, 10, 25), withPrivate: false }
const in2015 = { from: Date.UTC(2015, 0, 1), to: Date.UTC(2016, 0, 1) }

const rounds = 9
const mostWarmMs = 25
const mostFirstMs = 1_000

const count = (title: string, period = always) => ({ ...asking, readings: [{ title }], period })
const stats = (groupBy: StatsGroup, period = always) => ({ ...asking, groupBy, period, order: 'time' as const, limit: 25 })
const taste = { ...asking, period: always, chart: false }

/** Asks the history of `bench-child.ts` as the tools do, through the worker. @param module where `built-history.ts` put it */
export async function timeQuestions(file: string, module: string): Promise<QuestionTime[]> {
  const { createHistory }: BuiltHistory = await import(module)
  const times: QuestionTime[] = []
  const first = async <Name extends QuestionName>(what: string, question: Name, input: QuestionInput<Name>) => {
    const history = createHistory({ file, log: silentLog })
    times.push({ what: `the first answer: ${what}`, ...(await timed(history, question, input)), most: mostFirstMs })
    await history.close()
  }
  await first('from when plays are known', 'coverage', asking)
  await first('plays of an album', 'countPlays', count('Midnight Midnight 0 (Album)'))
  await first('taste, of all time', 'taste', taste)

  const history = createHistory({ file, log: silentLog })
  const warm = async <Name extends QuestionName>(what: string, question: Name, input: QuestionInput<Name>) => {
    await timed(history, question, input)
    const all: { ms: number; cpuMs: number }[] = []
    for (let round = 0; round < rounds; round += 1) all.push(await timed(history, question, input))
    times.push({ what, ms: median(all.map(({ ms }) => ms)), cpuMs: median(all.map(({ cpuMs }) => cpuMs)), most: mostWarmMs })
  }
  await warm('from when plays are known', 'coverage', asking)
  await warm('plays of a song', 'countPlays', { ...count(''), readings: [], uri: `spotify:track:${'7'.padStart(22, '0')}` })
  await warm('plays of a name: a song and an artist', 'countPlays', count('Über Midnight 9'))
  await warm('plays of an album', 'countPlays', count('Midnight Midnight 0 (Album)'))
  await warm('plays of an album in a year', 'countPlays', count('Midnight Midnight 0 (Album)', in2015))
  await warm('plays of a name that nothing has', 'countPlays', count('Quantum Zebra'))
  await warm('what was played in a year', 'findPlays', { ...asking, period: in2015, limit: 50 })
  await warm('titles with two words', 'findPlays', { ...asking, period: always, limit: 50, text: 'lantern hollow' })
  for (const groupBy of ['song', 'artist', 'album', 'month', 'weekday', 'hour', 'day'] as const)
    await warm(`top ${groupBy}s of all time`, 'listeningStats', stats(groupBy))
  await warm('top artists of a year', 'listeningStats', stats('artist', in2015))
  await warm('a year against all time', 'listeningStats', { ...stats('artist', in2015), before: always })
  await warm('songs of an artist', 'listeningStats', { ...stats('song'), filter: 'Über Midnight 9' })
  await warm('taste, of all time', 'taste', taste)
  await warm('taste, of a year', 'taste', { ...taste, period: in2015 })
  await warm('what can be recommended', 'recommendable', asking)
  await warm('the page History', 'windowOverview', asking)
  await warm('discoveries of each month', 'windowDiscovery', asking)
  await warm('artists of the years', 'windowArtistYears', asking)
  await warm('a year in review', 'windowYear', { year: 2015, period: in2015, zone: asking.zone })
  await history.close()
  return times
}

async function timed<Name extends QuestionName>(
  history: History,
  question: Name,
  input: QuestionInput<Name>,
): Promise<{ ms: number; cpuMs: number }> {
  const [begun, cpu] = [performance.now(), process.cpuUsage()]
  await history.ask('bench', question, input)
  const { user, system } = process.cpuUsage(cpu)
  return { ms: performance.now() - begun, cpuMs: (user + system) / 1_000 }
}
