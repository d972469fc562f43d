import type { HistoryStatus, ImportReport, Keeping } from '../../app/listening-history.ts'
import { counted } from '../../shared/counted.ts'

const number = (value: number) => value.toLocaleString('en')

const reasonWords: Record<keyof ImportReport['leftOut'], string> = {
  nameless: 'without a name',
  unreadable: 'unreadable',
  erased: 'erased by you',
  paused: 'from when the history was paused',
  covered: 'known better from the extended history',
}

/** What an import did, for the terminal. */
export function importLines({ rows, plays, added, joined, leftOut, forms, notRead, cancelled }: ImportReport): string {
  const reasons = Object.entries(leftOut) as [keyof typeof leftOut, number][]
  const left = reasons.reduce((sum, [, count]) => sum + count, 0)
  return [
    `${number(added)} of ${number(plays)} plays are new.${joined > 0 ? ` ${number(joined)} were known before, but less exactly.` : ''}`,
    ...(left > 0
      ? [
          `${number(left)} of ${number(rows)} rows left out: ${reasons.map(([reason, count]) => `${number(count)} ${reasonWords[reason]}`).join(', ')}.`,
        ]
      : []),
    ...(leftOut.erased ? ['To bring back what you erased, import again with --bring-back-erased.'] : []),
    ...notRead.map(({ file, why }) => `Not imported: ${file} ${why}.`),
    ...(forms.includes('short') && !forms.includes('extended') ? [shortFormSentence] : []),
    ...(cancelled ? ['Stopped. The files that were done are in the history. To add the others, import again.'] : []),
  ].join('\n')
}

const shortFormSentence =
  'This is the short form, which holds one year and no links to the songs. For all years, ask Spotify for the "Extended streaming history" at https://www.spotify.com/account/privacy.'

/** What is kept, for the terminal. @param keeping whether new plays are kept */
export function historyLines({ plays, live, heardMs, first, last, collectedAt, gaps }: HistoryStatus, keeping: Keeping): string {
  const day = (moment: number) => new Date(moment).toLocaleDateString('sv')
  const time = (moment: number) => new Date(moment).toLocaleString('sv').slice(0, 16)
  const kept =
    first === null || last === null
      ? 'No plays are kept yet.'
      : `${counted(plays, 'play')} from ${day(first)} to ${day(last)}, ${number(Math.round(heardMs / 3_600_000))} hours. ${number(live)} of them are only from Spotify's list of recent plays, which does not say how long they were heard.`
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

/** How far an import is, for a person who waits. */
export function progressLine({
  rows,
  doneBytes,
  totalBytes,
  secondsLeft,
}: {
  rows: number
  doneBytes: number
  totalBytes: number
  secondsLeft: number | null
}): string {
  const percent = totalBytes === 0 ? 100 : Math.floor((100 * doneBytes) / totalBytes)
  return `${percent} %, ${number(rows)} rows${secondsLeft === null || secondsLeft < 1 ? '' : `, about ${secondsLeft} s left`}`
}
