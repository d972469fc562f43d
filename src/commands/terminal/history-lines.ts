import { importSentences } from '../../app/import-sentences.ts'
import type { HistoryStatus, ImportReport, Keeping } from '../../app/listening-history.ts'
import { grouped, numbered } from '../../shared/counted.ts'
import type { HistoryState } from '../../shared/status.ts'

/** What an import did, for the terminal. */
export function importLines(report: ImportReport): string {
  return importSentences(report, 'To bring back what you erased, import again with --bring-back-erased.').join('\n')
}

/** What is kept, for the terminal. @param keeping whether new plays are kept */
export function historyLines({ plays, live, heardMs, first, last, collectedAt, gaps }: HistoryStatus, keeping: Keeping): string {
  const day = (moment: number) => new Date(moment).toLocaleDateString('sv')
  const time = (moment: number) => new Date(moment).toLocaleString('sv').slice(0, 16)
  const kept =
    first === null || last === null
      ? 'No plays are kept yet.'
      : `${numbered(plays, 'play')} from ${day(first)} to ${day(last)}, ${numbered(Math.round(heardMs / 3_600_000), 'hour')}.${liveWords(live)}`
  const looked = collectedAt === null ? '' : ` Last looked at ${time(collectedAt)}.`
  return [
    kept,
    {
      on: `New plays are kept while Tonearm runs.${looked}`,
      off: 'New plays are not kept: "keepHistory" in settings.json is false.',
      untold: 'New plays are kept from the next start of Tonearm on, which says so.',
      paused: 'The history is paused: new plays are not kept.',
    }[keeping],
    ...gaps.map(
      ({ first, last }) => `Plays may be missing between ${time(first)} and ${time(last)}. An import of your data from Spotify adds them.`,
    ),
  ].join('\n')
}

function liveWords(live: number): string {
  if (live === 0) return ''
  return ` ${grouped(live)} of them ${live === 1 ? 'is' : 'are'} only in Spotify's list of recent plays, which does not say how long a song was heard.`
}

/** How far an import is, for a person who waits. */
export function progressLine({ rows, plays, part, secondsLeft }: NonNullable<HistoryState['importing']>): string {
  if (part === 0) return 'Looking at the files ...'
  const left = secondsLeft === null || secondsLeft < 1 ? '' : `, about ${secondsLeft} s left`
  return `${Math.floor(100 * part)} %: ${grouped(rows)} rows read, ${numbered(plays, 'play')}${left}`
}
