/** What was played. A chapter of an audiobook is `audiobook`; a music video is `track`. The number stored is the place in the list: only ever append. */
export const kinds = ['track', 'episode', 'audiobook'] as const

/** Where a play is known from: Spotify's list of recent plays, the extended streaming history, or the short form of the account data. */
export const sources = ['live', 'extended', 'short'] as const

/** Classes of devices. Spotify's own words name the model and the version, which nobody asks for. */
export const platforms = [
  'unknown',
  'android',
  'ios',
  'macos',
  'windows',
  'linux',
  'web',
  'cast',
  'tv',
  'speaker',
  'console',
  'other',
] as const

/** Why a play began or ended, in Spotify's words as exports of 2013 to 2026 have them. What is not in the list is `other`. */
export const reasons = [
  'unknown',
  'trackdone',
  'fwdbtn',
  'backbtn',
  'endplay',
  'clickrow',
  'logout',
  'unexpected-exit',
  'unexpected-exit-while-paused',
  'remote',
  'playbtn',
  'appload',
  'trackerror',
  'popup',
  'clickside',
  'uriopen',
  'persisted',
  'switched-to-audio',
  'switched-to-video',
  'nextbtn',
  'reload',
  'autoplay',
  'other',
] as const

export type Kind = (typeof kinds)[number]
export type Source = (typeof sources)[number]
export type Platform = (typeof platforms)[number]
export type Reason = (typeof reasons)[number]

/** Yes, no, or not known, as two bits of `flags`. */
export type Known = boolean | null

/** The four facts of a play that are yes, no or unknown. `private`: a private session. `skipped` follows from why the play ended, where that is known. */
export type Flags = { shuffle: Known; offline: Known; private: Known; skipped: Known }

/** The four facts in one byte: 0 unknown, 1 no, 2 yes. */
export function packFlags(flags: Flags): number {
  return bitsOf(flags.shuffle) | (bitsOf(flags.offline) << 2) | (bitsOf(flags.private) << 4) | (bitsOf(flags.skipped) << 6)
}

/** @param packed as `packFlags` makes it */
export function unpackFlags(packed: number): Flags {
  return { shuffle: knownOf(packed), offline: knownOf(packed >> 2), private: knownOf(packed >> 4), skipped: knownOf(packed >> 6) }
}

/** The mask and value of a private session in `flags`, for SQL. */
export const privateFlag = { mask: 3 << 4, value: 2 << 4 } as const

function bitsOf(known: Known): number {
  if (known === null) return 0
  return known ? 2 : 1
}

function knownOf(packed: number): Known {
  const bits = packed & 3
  return bits === 0 ? null : bits === 2
}

/** What is known of a thing that was played. `artist`: the first artist of a track, the show of an episode, the audiobook of a chapter. */
export type PlayedItem = { uri: string | null; kind: Kind; name: string; artist: string; album: string | null }

/** A row of an export. Times in milliseconds since the epoch; `start` by the clock of the device. */
export type ImportedPlay = PlayedItem & {
  source: Exclude<Source, 'live'>
  end: number
  start: number | null
  ms: number
  reasonStart: Reason
  reasonEnd: Reason
  platform: Platform
  flags: number
}
