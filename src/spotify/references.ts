import { type ItemType, itemTypes } from './items.ts'

/** An item as somebody named it: its id, and its kind when that was said too. */
export type Reference = { id: string; type?: ItemType }

const spotifyId = /^[0-9A-Za-z]{22}$/

/**
 * Reads a Spotify URI (spotify:track:…), a link (https://open.spotify.com/intl-de/track/…?si=…) or a whole id.
 *
 * @returns undefined for everything else: a short id or a name
 */
export function parseReference(text: string): Reference | undefined {
  if (spotifyId.test(text)) return { id: text }
  const parts = uriParts(text) ?? linkParts(text)
  if (!parts) return undefined
  // spotify:user:NAME:playlist:ID is the old form of a playlist.
  const [type, id] = parts.slice(-2)
  const known = itemTypes.find((itemType) => itemType === type)
  return known && id !== undefined && spotifyId.test(id) ? { id, type: known } : undefined
}

function uriParts(text: string): string[] | undefined {
  return text.startsWith('spotify:') ? text.split(':').slice(1) : undefined
}

function linkParts(text: string): string[] | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url?.hostname === 'open.spotify.com' ? url.pathname.split('/').filter((part) => part !== '') : undefined
}
