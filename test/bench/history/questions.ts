import { silentLog } from '../../../src/config/logging.ts'
import { createHistory } from '../../../src/history/history.ts'
import type { QuestionInput, QuestionName } from '../../../src/history/questions/questions.ts'
import { always } from '../../../src/history/statistics/plays.ts'

/** How long a question takes, in milliseconds: the first one reads all plays into memory. */
export type QuestionTime = { what: string; ms: number }

const asking = { zone: 'Europe/Berlin', now: Date.UTC(2026, 10, 25), withPrivate: false }
const in2015 = { from: Date.UTC(2015, 0, 1), to: Date.UTC(2016, 0, 1) }

/** The middle of so many. */
const rounds = 9

/** Asks the history of `bench-child.ts` as the tools do, through the worker. */
export async function timeQuestions(file: string): Promise<QuestionTime[]> {
  const history = createHistory({ file, log: silentLog })
  const timed = async <Name extends QuestionName>(question: Name, input: QuestionInput<Name>) => {
    const begun = performance.now()
    await history.ask('bench', question, input)
    return performance.now() - begun
  }
  const times: QuestionTime[] = [{ what: 'the first answer', ms: await timed('coverage', asking) }]
  const warm = async <Name extends QuestionName>(what: string, question: Name, input: QuestionInput<Name>) => {
    const all: number[] = []
    for (let round = 0; round < rounds; round += 1) all.push(await timed(question, input))
    times.push({ what, ms: all.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0 })
  }
  const count = (title: string, period = always) => ({ ...asking, readings: [{ title }], period })
  await warm('from when plays are known', 'coverage', asking)
  await warm('plays of a song', 'countPlays', { ...count(''), readings: [], uri: `spotify:track:${'7'.padStart(22, '0')}` })
  await warm('plays of a name: a song and an artist', 'countPlays', count('Über Midnight 9'))
  await warm('plays of an album', 'countPlays', count('Midnight Midnight 0 (Album)'))
  await warm('plays of an album in a year', 'countPlays', count('Midnight Midnight 0 (Album)', in2015))
  await warm('plays of a name that nothing has', 'countPlays', count('Quantum Zebra'))
  await warm('what was played in a year', 'findPlays', { ...asking, period: in2015, limit: 50 })
  await warm('titles with a word', 'findPlays', { ...asking, period: always, limit: 50, text: 'lantern' })
  await history.close()
  return times
}
