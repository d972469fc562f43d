import type { PermittedScopes } from '../../config/scopes.ts'
import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import type { Spotify } from '../../spotify/client.ts'
import { parseReference } from '../../spotify/references.ts'
import type { ShortIds } from '../../store/short-ids.ts'
import { duration } from '../runtime/render.ts'
import { music, some } from './request-words.ts'

/** As many as one request reads: where somebody stopped further on in a book is not looked for. */
const chaptersRead = 50

const someMusic = new RegExp(`^${some}\\s+${music}$`, 'iu')

/** What cannot be started, or is nothing in particular. @throws Problem `not-available` or `invalid-arguments` that says what can be */
export function refuseUnplayable(text: string): void {
  if (/spotify:local:/i.test(text)) {
    const sentence =
      'Spotify plays local files only in its own app. Play a playlist that has the file, or find the song on Spotify with search_tracks.'
    throw new Problem('not-available', sentence)
  }
  if (/(?:spotify:user:|spotify\.com\/(?:intl-\w+\/)?user\/)[^:/?\s]+(?:\?\S*)?$/i.test(text)) {
    throw new Problem('not-available', 'This is the address of a user, which cannot be played. Give the link of one of their playlists.')
  }
  if (/^(?:the )?(?:radio|local files?|lokale dateien)$/i.test(text)) {
    const sentence = 'Apps cannot start radio stations or local files on Spotify. Name a song, artist, album, playlist or podcast.'
    throw new Problem('not-available', sentence)
  }
  if (someMusic.test(text)) {
    const sentence =
      'This does not say what to play. Name a song, artist, album, playlist, podcast or genre. `play` without `what` resumes what was playing.'
    throw new Problem('invalid-arguments', sentence)
  }
}

/** An audiobook that was named by its address or id. */
export function audiobookNamed(text: string, shortIds: ShortIds): { id: string } | undefined {
  const reference = parseReference(text)
  const seen = shortIds.find(reference?.id ?? text)
  if (reference?.type === 'audiobook') return { id: reference.id }
  return !reference?.type && seen?.type === 'audiobook' ? seen : undefined
}

/** Why an audiobook is not played, and where the listener stopped in it, if that may be read. */
export async function audiobookProblem(
  { id }: { id: string },
  { spotify, account }: { spotify: Spotify; account: PermittedScopes },
): Promise<Problem> {
  const { audiobook, chapters } = await spotify.catalog.audiobook(id, { offset: 0, limit: chaptersRead })
  const stopped = chapters.rows.findLastIndex((chapter) => chapter?.resumeMs !== undefined && !chapter.played)
  const permitted = account.permittedScopes.includes('user-read-playback-position')
  const resumeMs = permitted ? chapters.rows[stopped]?.resumeMs : undefined
  const where = resumeMs === undefined ? '' : ` The user stopped in chapter ${stopped + 1} at ${duration(resumeMs)}.`
  return new Problem(
    'not-available',
    `Apps cannot start an audiobook on Spotify, so start "${cleanText(audiobook.name, 60)}" in the Spotify app.${where} If it was the last thing played, \`play\` without \`what\` resumes it.`,
  )
}
