import { bareWords } from '../../shared/songs.ts'
import {
  anything,
  article,
  by,
  called,
  command,
  from,
  fromTheStart,
  genres,
  kindWords,
  mine,
  music,
  newest,
  please,
  some,
} from './request-words.ts'

/** What can be asked for by its kind. `genre` is a sort of music, or an artist where it is one's name; `radio` is music like something. */
export type AskedKind = keyof typeof kindWords

/**
 * One way to understand a request. `whole`: the words as they are, which are the title of anything. `artist` is whoever made it, the show of an
 * episode too. `own`: one of the listener's playlists. `newest`: the newest episode of a show, or album of an artist.
 */
export type RequestReading = {
  whole?: true
  kind?: AskedKind
  title?: string
  artist?: string
  album?: string
  own?: true
  newest?: true
}

const kinds = Object.keys(kindWords) as AskedKind[]

const before = (kind: AskedKind) => new RegExp(`^(?:${article})?(?:${kindWords[kind]})(?:\\s+${called})?(?:\\s*:\\s*|\\s+)(.+)$`, 'iu')
const kindBefore = kinds.map((kind) => [kind, before(kind)] as const)

/** The kinds that are said behind a name, too: "Small Hours podcast". */
const namedBehind = ['playlist', 'album', 'show', 'audiobook', 'radio', 'track'] as const satisfies AskedKind[]
const behind = (kind: AskedKind) => new RegExp(`^(?:${article})?(.+?)[\\s-](?:${kindWords[kind]})$`, 'iu')
const kindBehind = namedBehind.map((kind) => [kind, behind(kind)] as const)

const own = new RegExp(`^${mine}\\s`, 'iu')
const mineAlone = new RegExp(`^${mine}\\s+${music}$`, 'iu')
const makerFirst = new RegExp(`^${by}(?:\\s+|(?<=['’]))(.+)$`, 'iu')
const maker = new RegExp(`\\s${by}(?:\\s+|(?<=['’]))`, 'giu')
const possessive = /^(.+?)['’]s\s+(.+)$/u
const anythingBy = new RegExp(`^${anything}\\s+${by}(?:\\s+|(?<=['’]))(.+)$`, 'iu')
const someOf = new RegExp(`^${some}\\s+(.+?)(?:\\s+${music})?$`, 'iu')
const genreMusic = new RegExp(`^(.+?)\\s+${music}$`, 'iu')
const onAlbum = new RegExp(
  `^(.+?)\\s+${from}(?:\\s+|(?<=['’]))(?:(?:the|dem|der|das|el|la|le|il|o)\\s+|l['’])?(?:${kindWords.album})(?:\\s+${called})?\\s+(.+)$`,
  'iu',
)
const inside = /\s(?:from|off|aus)\s+/giu
const newestOf = new RegExp(
  `^(?:${article})?${newest}\\s+(?:${kindWords.episode})(?:\\s+${by}|\\s+(?:of|from|aus))(?:\\s+|(?<=['’]))(?:(?:${article})?(?:${kindWords.show})\\s+)?(.+)$`,
  'iu',
)
const newestAlbumOf = new RegExp(`^(?:${article})?${newest}\\s+(?:${kindWords.album})\\s+(?:${by}|from)(?:\\s+|(?<=['’]))(.+)$`, 'iu')
const newestBehind = new RegExp(`^(.+?)(?:['’]s)?\\s+${newest}\\s+(?:${kindWords.episode})$`, 'iu')
const startBehind = new RegExp(`^(.*\\S)[\\s,]+${fromTheStart}$`, 'iu')
const politely = new RegExp(`^${command}\\s+|[\\s,]+${please}$`, 'giu')

/**
 * All ways to understand what somebody wants to hear, the words as they are first: "Song 2" and "Stand by Me" are titles before they are anything
 * else. Nothing is decided here: what Spotify finds shows which reading is right. Only the word playlist, podcast or audiobook is no part of a title,
 * a bare genre is one, and nothing is called "the latest episode of X".
 */
export function readRequest(text: string): RequestReading[] {
  const whole = withoutQuotes(text)
  const words = withoutQuotes(readStart(whole.replace(politely, '')).words)
  if (genres.test(words)) return [{ kind: 'genre', title: words }]
  const [, episodesOf] = newestOf.exec(words) ?? newestBehind.exec(words) ?? []
  if (episodesOf) return [{ kind: 'show', title: withoutQuotes(episodesOf), newest: true }]
  const [, albumsOf] = newestAlbumOf.exec(words) ?? []
  if (albumsOf) return [{ kind: 'album', artist: withoutQuotes(albumsOf), newest: true }]
  const readings: RequestReading[] = words === whole ? [] : [{ title: words }]
  readings.push(...looseReadings(words), ...kindReadings(words))
  const genre = readings.find(({ kind, title = '' }) => kind === 'genre' && genres.test(title))
  if (genre) return [genre]
  const [certain] = readings.filter(
    ({ kind }) => kind === 'playlist' || kind === 'audiobook' || (kind === 'show' && /podcast/i.test(words)),
  )
  if (!readings.some(({ kind }) => kind === 'artist' || kind === 'show' || kind === 'playlist')) readings.push(...makerReadings(words))
  return distinct([{ whole: true, title: whole, ...(certain && { kind: certain.kind }) }, ...readings])
}

/** What is meant to be played from its beginning, if that was said: "X from the beginning". */
export function readStart(text: string): { words: string; fromStart: boolean } {
  const [, words] = startBehind.exec(text) ?? []
  return words === undefined ? { words: text, fromStart: false } : { words, fromStart: true }
}

/** "something by Adele", "some jazz", "classical music": no title at all. */
function looseReadings(words: string): RequestReading[] {
  const [, whose] = anythingBy.exec(words) ?? []
  const [, what] = someOf.exec(words) ?? (mineAlone.test(words) ? [] : (genreMusic.exec(words) ?? []))
  return [
    ...(whose ? [{ kind: genres.test(whose) ? ('genre' as const) : ('artist' as const), title: withoutQuotes(whose) }] : []),
    ...(what && !whose ? [{ kind: 'genre' as const, title: withoutQuotes(what) }] : []),
  ]
}

function kindReadings(words: string): RequestReading[] {
  const found: [AskedKind, string][] = [...kindBefore, ...kindBehind].flatMap(([kind, pattern]) => {
    const [, rest] = pattern.exec(words) ?? []
    return rest ? [[kind, rest] as [AskedKind, string]] : []
  })
  return found.flatMap(([kind, rest]) => {
    const title = withoutQuotes(rest)
    const [, whose] = makerFirst.exec(title) ?? []
    if (whose && (kind === 'track' || kind === 'album'))
      return [kind === 'track' ? { kind: 'artist', title: whose } : { kind, artist: whose }]
    const made = kind === 'track' || kind === 'album' || kind === 'episode' || kind === 'audiobook'
    return [
      { kind, title, ...(kind === 'playlist' && own.test(words) && { own: true as const }) },
      ...(made ? makerReadings(title).map((reading) => ({ kind, ...reading })) : []),
    ]
  })
}

/** "X by Y", "Y's X", "X from the album Y", at each place where it can be read so. */
function makerReadings(words: string): RequestReading[] {
  const [, title, album] = onAlbum.exec(words) ?? []
  if (title && album) {
    const onIt = { kind: 'track', title: withoutQuotes(title) } as const
    return [{ ...onIt, album: withoutQuotes(album) }, ...parts(album, maker).map(([name, artist]) => ({ ...onIt, album: name, artist }))]
  }
  const [, whose, what] = possessive.exec(words) ?? []
  return [
    ...parts(words, maker).map(([name, artist]) => ({ title: name, artist })),
    ...(whose && what ? [{ title: withoutQuotes(what), artist: whose }] : []),
    ...parts(words, inside).map(([name, on]) => ({ kind: 'track' as const, title: name, album: on })),
  ]
}

/** Both sides of the divider, wherever it stands. */
function parts(words: string, divider: RegExp): [string, string][] {
  return [...words.matchAll(divider)]
    .map(({ index, 0: { length } }): [string, string] => [
      withoutQuotes(words.slice(0, index)),
      withoutQuotes(words.slice(index + length)).replace(/^(?:the )?(?:band|artist|group) /i, ''),
    ])
    .filter(([one, other]) => one !== '' && other !== '')
}

function withoutQuotes(text: string): string {
  const bare = text.trim().replace(/^["“”„«»‘‚]\s*(.+?)\s*["“”„«»’‘]$/u, '$1')
  return bare.replace(/["“”„«»]/g, '').trim() || text.trim()
}

function distinct(readings: RequestReading[]): RequestReading[] {
  const key = ({ whole, title = '', ...rest }: RequestReading) => JSON.stringify([bareWords(title), whole ? {} : rest])
  return [...new Map(readings.toReversed().map((reading) => [key(reading), reading])).values()].toReversed()
}
