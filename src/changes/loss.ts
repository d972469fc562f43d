import { cleanText } from '../shared/clean-text.ts'
import { countSongs, songs } from '../shared/count-songs.ts'
import { grouped } from '../shared/counted.ts'
import type { LibraryPlan } from './apply/change-library.ts'
import { libraryWords } from './library-words.ts'
import type { GoingPlaylists } from './plan/going-playlists.ts'
import type { EditPlan } from './plan/plan-edit.ts'
import type { Row } from './plan/row.ts'

/** What a change takes away: how many songs, or items of the library, and a sentence that says it. */
export type Loss = { weight: number; sentence: string }

/** The rows of a playlist that go, and those that stay but lose the day they were added. */
export function lossOfRows(before: readonly Row[], { removed, redated }: Pick<EditPlan, 'removed' | 'redated'>, name: string): Loss {
  const parts = [
    ...(removed.length > 0 ? [`removes ${shareOf(removed, before)}`] : []),
    ...(redated > 0 ? [`gives ${songs(redated)} today as the date added`] : []),
  ]
  return { weight: Math.max(removed.length, redated), sentence: `This ${parts.join(' and ')} in "${cleanText(name, 60)}".` }
}

/** `21 of 40 songs`. */
function shareOf(rows: readonly Row[], all: readonly Row[]): string {
  const counted = countSongs(all)
  return rows.length === all.length ? `all ${counted}` : `${grouped(rows.length)} of ${counted}`
}

/** What goes from the library. An own playlist is deleted with all its songs, also with those that nobody could count; one of somebody else is one item. */
export function lossOfItems(remove: LibraryPlan['remove'], playlists: GoingPlaylists): Loss {
  const weights = remove.map((uri) => {
    const playlist = playlists.get(uri)
    return playlist?.own ? Math.max(1, playlist.songs ?? Number.POSITIVE_INFINITY) : 1
  })
  return {
    weight: weights.reduce((sum, one) => sum + one, 0),
    sentence: `This ${libraryWords({ save: [], remove }, playlists, 'present')}.`,
  }
}
