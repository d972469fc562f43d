import type { NowPlaying } from '../resources/now-playing.ts'
import { nowPlayingUri } from '../resources/resources.ts'
import { resourcesListenedTo } from './wire.ts'

/**
 * Counts who listens for what is playing. The SDK tells all who listen at once and does not say whether anybody does, but Spotify must be asked only
 * while somebody does.
 *
 * @param tell called when something else is playing
 * @returns to be called with each message; it returns what to call when that stream ends
 */
export function createListening(nowPlaying: NowPlaying, tell: () => void): (message: object) => () => void {
  let listeners = 0
  let stop: (() => void) | undefined

  return (message) => {
    if (!resourcesListenedTo(message).includes(nowPlayingUri)) return () => {}
    listeners += 1
    stop ??= nowPlaying.onChange(tell)
    return () => {
      listeners -= 1
      if (listeners > 0) return
      stop?.()
      stop = undefined
    }
  }
}
