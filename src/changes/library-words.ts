import { cleanText } from '../shared/clean-text.ts'
import { songs } from '../shared/count-songs.ts'
import { numbered } from '../shared/counted.ts'
import type { ItemType } from '../spotify/items.ts'
import { parseReference } from '../spotify/references.ts'
import type { LibraryPlan } from './apply/change-library.ts'
import type { GoingPlaylist, GoingPlaylists } from './plan/going-playlists.ts'

const nouns: Record<ItemType, string> = {
  track: 'song',
  album: 'album',
  artist: 'artist',
  playlist: 'playlist',
  show: 'podcast',
  episode: 'episode',
  audiobook: 'audiobook',
}

const tenses = {
  present: { delete: 'deletes', unfollow: 'unfollows', remove: 'removes', follow: 'follows', save: 'saves' },
  past: { delete: 'deleted', unfollow: 'unfollowed', remove: 'removed', follow: 'followed', save: 'saved' },
}

/** More playlists are counted. */
const mostNamed = 3

/**
 * A change of the library in words: `deleted playlist "Mix" (1,000 songs), unfollowed 2 artists, removed 3 songs from the library`. What is deleted is
 * named.
 */
export function libraryWords({ save, remove }: LibraryPlan, playlists: GoingPlaylists, tense: keyof typeof tenses): string {
  const verbs = tenses[tense]
  const deleted = remove
    .map((uri) => playlists.get(uri))
    .filter((one) => one !== undefined)
    .filter(({ own }) => own)
  const removed = remove.filter((uri) => !playlists.get(uri)?.own)
  const parts = [
    deleted.length > 0 && `${verbs.delete} ${named(deleted)}`,
    removed.some(isFollowed) && `${verbs.unfollow} ${counted(removed.filter(isFollowed))}`,
    removed.some(isSaved) && `${verbs.remove} ${counted(removed.filter(isSaved))} from the library`,
    save.some(isFollowed) && `${verbs.follow} ${counted(save.filter(isFollowed))}`,
    save.some(isSaved) && `${verbs.save} ${counted(save.filter(isSaved))}`,
  ].filter((part) => part !== false)
  const last = tense === 'present' ? ' and ' : ', '
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')}${last}${parts.at(-1)}` : parts.join('')
}

/** `"Mix" (1,000 songs)`. */
function namedPlaylist({ name, songs: count }: GoingPlaylist): string {
  return `"${cleanText(name, 60)}"${count === undefined ? '' : ` (${songs(count)})`}`
}

function named(playlists: GoingPlaylist[]): string {
  const [only, ...others] = playlists
  if (only && others.length === 0) return `playlist ${namedPlaylist(only)}`
  const rest = playlists.length - mostNamed
  const shown = playlists.slice(0, mostNamed).map(namedPlaylist)
  return `${numbered(playlists.length, 'playlist')}: ${[...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')}`
}

/** `2 songs, 1 album`. */
function counted(uris: string[]): string {
  const byNoun = Map.groupBy(uris, (uri) => nouns[typeOf(uri)])
  return [...byNoun].map(([noun, some]) => numbered(some.length, noun)).join(', ')
}

function isFollowed(uri: string): boolean {
  return typeOf(uri) === 'artist' || typeOf(uri) === 'playlist'
}

function isSaved(uri: string): boolean {
  return !isFollowed(uri)
}

function typeOf(uri: string): ItemType {
  return parseReference(uri)?.type ?? 'track'
}
