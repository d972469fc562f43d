import type { HeardReading } from '../../history/questions/find-heard.ts'
import type { HeardKind } from '../../history/questions/heard-kind.ts'
import { type ItemType, uriOf } from '../../spotify/items.ts'
import { parseReference } from '../../spotify/references.ts'
import { findItem, refuseAddress } from '../items/find-item.ts'
import { readRequest } from '../playback/read-request.ts'
import type { ToolContext } from '../runtime/define.ts'

/** What plays are counted of: words that may mean several things, or the song of a URI. `lookUp` asks Spotify for its names: other releases may have been heard. */
export type Asked = { readings: HeardReading[]; uri?: string; lookUp?: () => Promise<HeardReading[]> }

const countedTypes = ['track', 'album', 'artist', 'show', 'audiobook'] as const satisfies ItemType[]

/** Rows show six characters at least. */
const shortIdForm = /^[0-9A-Za-z]{6,22}$/

/**
 * What somebody means whose plays are to be counted: an item in any form, or words. The history knows songs by URI and everything else by name, so
 * Spotify is asked for the name of an item that was not shown before.
 *
 * @throws Problem `invalid-arguments` for an item of another kind; of Spotify
 */
export async function readAsked(text: string, context: ToolContext): Promise<Asked> {
  if (!isItem(text, context)) {
    refuseAddress(text)
    return { readings: readWords(text) }
  }
  const { type, id, name } = findItem(text, countedTypes, context.shortIds)
  const { catalog } = context.spotify
  switch (type) {
    case 'track':
      return {
        uri: uriOf({ type, id }),
        readings: [],
        async lookUp() {
          const track = await catalog.track(id)
          return [{ kind: 'song', title: track.name, artist: track.artists[0]?.name }]
        },
      }
    case 'album': {
      const { album } = await catalog.album(id, { offset: 0, limit: 1 })
      return { readings: [{ kind: 'album', title: album.name, artist: album.artists[0]?.name }] }
    }
    case 'artist':
      return { readings: [{ kind: 'artist', title: name ?? (await catalog.artist(id)).name }] }
    default:
      return { readings: [{ kind: 'show', title: name ?? (await showName(type, id, context)) }] }
  }
}

async function showName(type: ItemType, id: string, { spotify }: ToolContext): Promise<string> {
  if (type === 'audiobook') return (await spotify.catalog.audiobook(id, { offset: 0, limit: 1 })).audiobook.name
  return (await spotify.catalog.show(id, { offset: 0, limit: 1 })).show.name
}

/** A short id counts only if it is known: "Opalite" could be one. */
function isItem(text: string, { shortIds }: ToolContext): boolean {
  if (parseReference(text)) return true
  return shortIdForm.test(text) && shortIds.find(text) !== undefined
}

const kindOf: Partial<Record<string, HeardKind>> = { track: 'song', album: 'album', artist: 'artist', show: 'show', audiobook: 'show' }

function readWords(text: string): HeardReading[] {
  return readRequest(text).flatMap(({ kind, title, artist, album }): HeardReading[] => {
    if (title === undefined) return artist === undefined ? [] : [{ kind: 'artist', title: artist }]
    return [{ kind: kind && kindOf[kind], title, artist, album }]
  })
}
