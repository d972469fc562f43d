import { latestUploadMs } from '../../store/history/heard-span.ts'
import { type ImportedPlay, type Known, type Platform, type PlayedItem, packFlags, type Reason, reasons } from '../../store/history/play.ts'
import { isPlausibleMs, type LeftOut, momentOf, textOf, uriOf } from './row-values.ts'

/** A row of an export, of which nothing is certain. */
export type Row = Readonly<Record<string, unknown>>

/** A device's clock may be a little ahead. */
const clockToleranceMs = 5_000

/** The field `skipped` says something before 2016 and from October 2022 on; between, exports say null, or false for what was skipped. */
const skippedIsSilent = { from: Date.UTC(2016, 0), to: Date.UTC(2022, 9) }

/**
 * Reads a row of the extended streaming history (`endsong_0.json`, `Streaming_History_Audio_2026.json`; 19 to 23 keys, each of which can be missing or
 * null). User name, address and user agent are not even looked at.
 *
 * `ts` is when the play ended, in UTC; for plays without a connection, when they were uploaded. `offline_timestamp` is when it began, also online: in
 * milliseconds from 2017-03 to 2022-10-14 and in seconds after.
 *
 * @returns the play, or why there is none
 */
export function readExtendedRow(row: Row): ImportedPlay | LeftOut {
  const end = momentOf(row.ts)
  const ms = row.ms_played
  if (end === undefined || !isPlausibleMs(ms)) return 'unreadable'
  const { uri, kind, name, artist, album } = itemOf(row)
  if (uri === null && name === '') return 'nameless'
  const reasonEnd = reasonOf(row.reason_end)
  return {
    uri,
    kind,
    name,
    artist,
    album,
    source: 'extended',
    end,
    start: startOf(row.offline_timestamp, end),
    ms,
    reasonStart: reasonOf(row.reason_start),
    reasonEnd,
    platform: platformOf(row.platform),
    flags: packFlags({
      shuffle: knownOf(row.shuffle),
      offline: knownOf(row.offline),
      private: knownOf(row.incognito_mode),
      skipped: skippedOf(reasonEnd, row.skipped, end),
    }),
  }
}

/** The kind by the URI: track, chapter of an audiobook, episode. Video files mix them. */
function itemOf(row: Row): PlayedItem {
  const track = uriOf(row.spotify_track_uri)
  const trackName = textOf(row.master_metadata_track_name)
  if (track || trackName) {
    const artist = textOf(row.master_metadata_album_artist_name)
    return { uri: track, kind: 'track', name: trackName, artist, album: textOf(row.master_metadata_album_album_name) || null }
  }
  const chapter = uriOf(row.audiobook_chapter_uri)
  const chapterName = textOf(row.audiobook_chapter_title)
  if (chapter || chapterName) {
    return { uri: chapter, kind: 'audiobook', name: chapterName, artist: textOf(row.audiobook_title), album: null }
  }
  const name = textOf(row.episode_name)
  return { uri: uriOf(row.spotify_episode_uri), kind: 'episode', name, artist: textOf(row.episode_show_name), album: null }
}

function startOf(value: unknown, end: number): number | null {
  if (typeof value !== 'number' || !(value > 0)) return null
  const start = Math.round(value < 1e11 ? value * 1_000 : value)
  return start <= end + clockToleranceMs && start >= end - latestUploadMs ? Math.min(start, end) : null
}

const reasonNames = new Map<unknown, Reason>(reasons.map((reason) => [reason, reason]))

function reasonOf(value: unknown): Reason {
  if (value === null || value === undefined || value === '') return 'unknown'
  return reasonNames.get(value) ?? 'other'
}

function skippedOf(reason: Reason, field: unknown, end: number): Known {
  if (reason === 'fwdbtn' || reason === 'backbtn') return true
  if (reason !== 'unknown') return false
  if (field === true) return true
  return field === false && !(end >= skippedIsSilent.from && end < skippedIsSilent.to) ? false : null
}

function knownOf(value: unknown): Known {
  return typeof value === 'boolean' ? value : null
}

/** Few different texts in a whole history, so each is looked at once. */
const platformsSeen = new Map<string, Platform>()
const mostPlatformsSeen = 10_000

function platformOf(value: unknown): Platform {
  if (typeof value !== 'string' || value === '' || value === 'not_applicable') return 'unknown'
  const seen = platformsSeen.get(value)
  if (seen) return seen
  const platform = platformClasses.find(([words]) => words.test(value))?.[1] ?? 'other'
  if (platformsSeen.size < mostPlatformsSeen) platformsSeen.set(value, platform)
  return platform
}

/** The first that fits: a television with Android is a television, and a "Partner google cast" is a cast device. */
const platformClasses: [RegExp, Platform][] = [
  [/\bcast\b|google_home|chromecast/i, 'cast'],
  [/playstation|ps[345]\b|xbox/i, 'console'],
  [/\btv\b|_tv|tizen|webos|roku|bravia|fire_?tv|vizio|ti_?vo/i, 'tv'],
  [/sonos|echo|amazon|alexa|speaker|bose|denon|homepod|partner/i, 'speaker'],
  [/web[ _]?player|webplayer/i, 'web'],
  [/android/i, 'android'],
  [/\bios\b|iphone|ipad|watchos/i, 'ios'],
  [/os x|osx|macos/i, 'macos'],
  [/windows/i, 'windows'],
  [/linux/i, 'linux'],
  [/web/i, 'web'],
]
