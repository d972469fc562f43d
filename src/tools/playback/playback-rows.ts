import type { Item } from '../../spotify/items.ts'
import type { Device, Playable, Playback } from '../../spotify/playback.ts'
import type { likedSongs } from '../items/find-list.ts'
import { duration, name, names, type RenderContext, row, titled } from '../runtime/render.ts'
import { deviceMark, deviceName } from './choose-device.ts'

/** What plays without a name. */
const unnamed = { ad: 'an advertisement', track: 'a track', episode: 'an episode', unknown: 'something' } as const

/** What a list of rows calls the one who made it: artists, or the show. */
function maker(item: Playable): string {
  return item.type === 'episode' ? (item.show ? name(item.show.name) : '') : names(item.artists)
}

/** `oSn9qp Midnight River`; a file of the person's own has no id. */
function title(item: Playable, context: RenderContext): string {
  return item.type === 'local' ? `- ${name(item.name)}` : titled(item, context)
}

/** `oSn9qp Midnight River | Golden Static`. */
export function playableRow(item: Playable, context: RenderContext): string {
  return row(title(item, context), maker(item), item.type === 'local' ? 'local file' : undefined)
}

/**
 * What is playing, in two lines:
 * `Playing: oSn9qp Midnight River | Golden Static | Quiet Harbor Letters | 0:41 of 3:35` and
 * `Laptop, volume 60 | shuffle off | repeat off`.
 *
 * @param from the list or artist that is being played through, where its name is known
 */
export function nowPlaying(playback: Playback | undefined, context: RenderContext, from?: Item | typeof likedSongs): string {
  if (!playback) return 'Nothing is playing, and no device is active.'
  const { item, playing, positionMs, device, shuffle, repeat } = playback
  const album = item?.type === 'track' && item.album ? name(item.album.name) : undefined
  const what = item
    ? row(
        title(item, context),
        maker(item),
        album,
        item.type === 'local' ? 'local file' : undefined,
        `${duration(positionMs)} of ${duration(item.durationMs)}`,
      )
    : `${unnamed[playback.kind]}${playback.kind === 'ad' ? '' : ' that Spotify does not name'}`
  const settings = row(
    device ? deviceLine(device) : 'device unknown',
    from && (from.type === 'liked' ? `from ${name(from.name)}` : `from ${from.type} ${titled(from, context)}`),
    `shuffle ${shuffle ? 'on' : 'off'}`,
    `repeat ${repeat}`,
  )
  return `${item || playing ? `${playing ? 'Playing' : 'Paused'}: ${what}` : 'Nothing is playing.'}\n${settings}`
}

/** `Laptop, volume 60`, and what is unusual about it. */
function deviceLine(device: Device): string {
  const parts = [
    deviceName(device),
    device.volumePercent === undefined ? undefined : `volume ${device.volumePercent}`,
    device.privateSession ? 'private session' : undefined,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}

/** `Kitchen | Speaker | volume 35 | active`; the beginning of the id where another device has the same name. */
export function deviceRow(device: Device, all: Device[]): string {
  return row(
    deviceName(device),
    deviceMark(device, all),
    name(device.kind),
    device.volumePercent === undefined ? undefined : `volume ${device.volumePercent}${device.volumeFixed ? ' (fixed)' : ''}`,
    device.active ? 'active' : undefined,
    device.restricted || device.id === undefined ? 'apps cannot control it' : undefined,
    device.privateSession ? 'private session' : undefined,
  )
}
