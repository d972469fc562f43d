import type { ImportedPlay } from '../../store/history/play.ts'
import { type Row, readExtendedRow } from './read-extended.ts'
import { readShortRow } from './read-short.ts'
import type { LeftOut } from './row-values.ts'

/** A form of Spotify's streaming history, and how its rows are read. */
export type Form = { source: 'extended' | 'short'; read(row: Row): ImportedPlay | LeftOut }

const extended: Form = { source: 'extended', read: readExtendedRow }
const short: Form = { source: 'short', read: readShortRow }

/** A damaged row may stand first. */
const rowsLookedAt = 20

/**
 * Which form of the streaming history a file holds, by the keys of its rows: the names of the files change every year or two.
 *
 * @param content what the file holds as JSON
 * @returns undefined when it is something else
 */
export function recogniseForm(content: unknown): Form | undefined {
  if (!Array.isArray(content)) return undefined
  for (const row of content.slice(0, rowsLookedAt)) {
    if (!isRow(row)) continue
    if ('ts' in row && 'ms_played' in row) return extended
    if ('endTime' in row && 'msPlayed' in row) return short
  }
  return undefined
}

/** Whether this is something with keys. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** How a person asks Spotify for the right package (https://support.spotify.com/article/data-rights-and-privacy-settings/). */
export const howToAsk =
  'Ask Spotify for the "Extended streaming history" at https://www.spotify.com/account/privacy. It comes by e-mail, after up to 30 days. Import it as it is.'

/**
 * What a package without a streaming history seems to be, by the names in it, and what to do.
 *
 * @param names of the files in it
 */
export function wrongPackageSentence(names: readonly string[]): string {
  const all = names.join('\n')
  if (/technical ?log/i.test(all)) return `This is Spotify's "Technical log information", which holds no listening history. ${howToAsk}`
  if (/(^|[/\\])(Userdata|YourLibrary|Identity|Payments|Follow|Playlist\d+)\.json$/m.test(all)) {
    return `This is Spotify's "Account data", and there is no listening history in it. ${howToAsk}`
  }
  return `There is no listening history from Spotify in it. ${howToAsk}`
}
