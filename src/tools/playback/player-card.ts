import type { Card } from '../../shared/card.ts'
import { type PlayerView, playerKey } from '../../shared/player-view.ts'
import type { Problem } from '../../shared/problem.ts'
import { uriOf } from '../../spotify/items.ts'
import type { Device, Playable, Playback } from '../../spotify/playback.ts'
import type { CardContext } from '../runtime/define.ts'
import { deviceName } from './choose-device.ts'

/** What a player on the screen shows of what is playing. */
export function playerCard(playback: Playback | undefined, { now, refusal }: CardContext): Card {
  const { playing = false, positionMs = 0, item, device } = playback ?? {}
  const [control, save] = [
    device?.restricted ? restricted(device) : reason(refusal('control_playback')),
    reason(refusal('edit_library', ['user-library-read', 'user-library-modify'])),
  ]
  const view: PlayerView = {
    playing,
    positionMs,
    at: now,
    ...(item && { item: shown(item) }),
    ...(device && { device: `${deviceName(device)}${device.privateSession ? ', private session' : ''}` }),
    cannot: { ...(control && { control }), ...(save && { save }) },
  }
  return { [playerKey]: view }
}

function restricted(device: Device): string {
  return `${deviceName(device)} takes no commands from apps. Use its own buttons, or play on another device.`
}

/** A refusal in the words for the person who looks at the button, and has not asked for anything yet. */
function reason(refusal: Problem | undefined): string | undefined {
  return refusal?.code === 'read-only' ? 'Tonearm is set to read-only.' : refusal?.message
}

function shown(item: Playable): NonNullable<PlayerView['item']> {
  const { name: title, durationMs } = item
  const uri = item.type !== 'local' && item.id !== undefined ? uriOf({ type: item.type, id: item.id }) : undefined
  if (item.type === 'episode') return { uri, title, durationMs, by: item.show?.name ?? '' }
  const by = item.artists.map((artist) => artist.name).join(', ')
  return item.type === 'track'
    ? { uri, title, durationMs, by, from: item.album?.name, cover: item.album?.cover }
    : { title, durationMs, by }
}
