import { type ItemType, itemTypes } from './items.ts'

/** An item as somebody named it: its id, and its kind when that was said too. */
export type Reference = { id: string; type?: ItemType }

const spotifyId = /^[0-9A-Za-z]{22}$/

/** What stands around an address where it was copied from: Markdown's `[name](address)`, `<address>`, quotes, a full stop at the end. */
const wrappings = [/^\[[^\]]*\]\(\s*<?([^\s>)]+)>?[^)]*\)$/, /^<([^<>]+)>$/, /^["'“”„‘’«»`(]+(.+?)["'“”‘’«»`)]+$/, /^(.+?)[.,;!]+$/]

const hosts = ['open.spotify.com', 'play.spotify.com', 'embed.spotify.com']

/** The beginning of an address of Spotify, wherever it stands in a text. */
const addressStart =
  /(?:^|[^\w.-])(?:https?:\/\/)?(?:(?:open|play|embed)\.spotify\.com|spotify\.link|spotify\.app\.link)\/|(?:^|[^\w])spotify:(?:[a-z]+:|collection\b)/i

const shortLink = /(?:^|[^\w.-])(?:https?:\/\/)?spotify\.(?:app\.)?link\//i

/**
 * Reads a Spotify URI (spotify:track:…), a link (https://open.spotify.com/intl-de/track/…?si=…) or a whole id, as people paste them: without
 * https, in angle brackets, quotes or Markdown, from the web player or an embedded player.
 *
 * @returns undefined for everything else: a short id or a name
 */
export function parseReference(text: string): Reference | undefined {
  if (spotifyId.test(text)) return { id: text }
  const address = unwrapped(text.trim())
  const parts = uriParts(address) ?? linkParts(address)
  if (!parts) return undefined
  // spotify:user:NAME:playlist:ID is the old form of a playlist.
  const [type, id] = parts.slice(-2)
  const known = itemTypes.find((itemType) => itemType === type)
  return known && id !== undefined && spotifyId.test(id) ? { id, type: known } : undefined
}

/** `collection`, `user/NAME/collection`, `intl-de/collection/tracks`: the parts of an address, whether a URI or a link. */
const collectionPath = /^(?:intl-[a-z-]+\/)?(?:user\/([^/]+)\/)?collection(?:\/tracks)?$/i

/**
 * Reads the address of somebody's saved songs: spotify:collection, spotify:user:NAME:collection, https://open.spotify.com/collection/tracks.
 *
 * @returns whose they are, where the address says it; undefined for every other text
 */
export function parseCollection(text: string): { user?: string } | undefined {
  const address = unwrapped(text.trim())
  const match = collectionPath.exec((uriParts(address) ?? linkParts(address) ?? []).join('/'))
  return match ? { ...(match[1] !== undefined && { user: match[1] }) } : undefined
}

/** An address of Spotify that says no item: a `short-link` has to be opened to see what it means. Such a text is no name to search for. */
export function addressWithoutItem(text: string): 'short-link' | 'other' | undefined {
  if (!addressStart.test(text) || parseReference(text)) return undefined
  return shortLink.test(text) ? 'short-link' : 'other'
}

function unwrapped(text: string): string {
  const [, inner] = wrappings.map((wrapping) => wrapping.exec(text)).find((match) => match !== null) ?? []
  return inner === undefined ? text : unwrapped(inner.trim())
}

function uriParts(text: string): string[] | undefined {
  return text.startsWith('spotify:') ? text.split(':').slice(1) : undefined
}

function linkParts(text: string): string[] | undefined {
  const address = hosts.some((host) => text.toLowerCase().startsWith(`${host}/`)) ? `https://${text}` : text
  const url = URL.canParse(address) ? new URL(address) : undefined
  return url && hosts.includes(url.hostname) && /^https?:$/.test(url.protocol)
    ? url.pathname.split('/').filter((part) => part !== '')
    : undefined
}
