import { bareWords } from '../../shared/words.ts'
import { parseCollection, parseReference } from '../../spotify/references.ts'

/** What Spotify's apps call the list of saved songs, in the languages in which most people use them, and what people say in English. */
const names = [
  'Liked Songs',
  'Liked Tracks',
  'Saved Songs',
  'Saved Tracks',
  'Lieblingssongs',
  'Canciones que te gustan',
  'Tus me gusta',
  'Titres likés',
  'Titres aimés',
  'Brani che ti piacciono',
  'Músicas Curtidas',
  'Músicas de que gostas',
  'Cançons que t’agraden',
  'Gelikete nummers',
  'Nummers die je leuk vindt',
  'Gillade låtar',
  'Låtar du gillar',
  'Sange, du har liket',
  'Likte sanger',
  'Tykätyt kappaleet',
  'Polubione utwory',
  'Oblíbené skladby',
  'Obľúbené skladby',
  'Kedvelt dalok',
  'Melodii apreciate',
  'Beğenilen Şarkılar',
  'Любимые треки',
  'Вподобані треки',
  'お気に入りの曲',
  '좋아요 표시한 곡',
  '已点赞的歌曲',
  '已按讚的歌曲',
  'Lagu yang Disukai',
  'Bài hát đã thích',
  'الأغاني المفضلة',
].map(bareWords)

/** "my Liked Songs", "Liked Songs playlist": what is said around a name. */
const around = /^(?:my|the|all my|meine|mes|mis|mijn|minhas) | (?:playlist|list)$/g

/** The name alone, in plain words: "liked songs" for "My Liked Songs playlist". */
export function likedSongsName(text: string): string {
  return bareWords(text).replace(around, '')
}

/** Whether a text is a name or an address of the saved songs. A playlist of the user's own can have that name, too. */
export function isLikedSongsText(text: string): boolean {
  if (parseCollection(text)) return true
  return !parseReference(text) && (names.includes(bareWords(text)) || names.includes(likedSongsName(text)))
}
