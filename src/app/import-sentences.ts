import { grouped } from '../shared/counted.ts'
import type { ImportReport } from './listening-history.ts'

const reasonWords: Record<keyof ImportReport['leftOut'], string> = {
  nameless: 'without a name',
  unreadable: 'unreadable',
  erased: 'erased by you',
  paused: 'from when the history was paused',
  covered: 'known better from the extended history',
}

/**
 * What an import did, a sentence for each fact, for the window and the terminal.
 *
 * @param bringBack how the person brings back what they erased
 */
export function importSentences(report: ImportReport, bringBack: string): string[] {
  const { rows, plays, added, joined, leftOut, forms, notRead, cancelled } = report
  const reasons = Object.entries(leftOut) as [keyof typeof leftOut, number][]
  const left = reasons.reduce((sum, [, count]) => sum + count, 0)
  return [
    `${grouped(added)} of ${grouped(plays)} plays are new.${joined > 0 ? ` ${grouped(joined)} were known before, but less exactly.` : ''}`,
    ...(left > 0
      ? [
          `${grouped(left)} of ${grouped(rows)} rows left out: ${reasons.map(([reason, count]) => `${grouped(count)} ${reasonWords[reason]}`).join(', ')}.`,
        ]
      : []),
    ...(leftOut.erased ? [bringBack] : []),
    ...notRead.map(({ file, why }) => `Not imported: ${file} ${why}.`),
    ...(forms.includes('short') && !forms.includes('extended') ? [shortFormSentence] : []),
    ...(cancelled ? ['Stopped. The files that were done are in the history. To add the others, import again.'] : []),
  ]
}

const shortFormSentence =
  'This is the short form, which holds one year and no links to the songs. For all years, ask Spotify for the "Extended streaming history" at https://www.spotify.com/account/privacy.'
