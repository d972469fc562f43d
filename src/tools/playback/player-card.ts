import type { Card } from '../../shared/card.ts'
import { type PlayerView, playerKey } from '../../shared/player-view.ts'
import { uriOf } from '../../spotify/items.ts'
import type { Playable, Playback } from '../../spotify/playback.ts'

/** What a player on the screen shows of what is playing. */
export function playerCard(playback: Playback | undefined): Card {
  return { [playerKey]: playerView(playback) }
}

function playerView(playback: Playback | undefined): PlayerView {
  if (!playback) return { playing: false, positionMs: 0 }
  const { playing, positionMs, item, device } = playback
  return { playing, positionMs, item: item && shown(item), device: device?.name }
}

function shown(item: Playable): PlayerView['item'] {
  const { name: title, durationMs } = item
  const uri = item.type !== 'local' && item.id !== undefined ? uriOf({ type: item.type, id: item.id }) : undefined
  if (item.type === 'episode') return { uri, title, durationMs, by: item.show?.name ?? '' }
  const by = item.artists.map((artist) => artist.name).join(', ')
  return item.type === 'track'
    ? { uri, title, durationMs, by, from: item.album?.name, cover: item.album?.cover }
    : { title, durationMs, by }
}
