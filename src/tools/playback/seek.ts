import { Problem } from '../../shared/problem.ts'
import type { Playback } from '../../spotify/playback.ts'
import type { Player } from '../../spotify/player.ts'
import { duration } from '../runtime/render.ts'
import { isOtherItem } from './compare-playback.ts'
import type { Change } from './playback-value.ts'
import type { Step } from './run-command.ts'

/**
 * Going to another place in what plays. The position runs on while music plays, so what is seen later is compared with where it would be
 * then, with and without the jump.
 *
 * @throws Problem when that place is beyond the end (Spotify would skip), or when nothing is there to go to another place in
 */
export function seek(player: Player, change: Change, before: Playback | undefined, now: () => number): Step {
  const readAt = now()
  let sentAt = readAt
  const runs = (since: number) => (before?.playing ? now() - since : 0)
  const from = before?.positionMs ?? 0
  const target = Math.round(Math.max(0, 'to' in change ? change.to : from + change.by))
  if (before) checkLength(before, target)
  return {
    send(id) {
      sentAt = now()
      return player.seek(target, id)
    },
    reached(after) {
      if (!after || isOtherItem(after, before)) return false
      const missed = Math.abs(after.positionMs - (target + runs(sentAt)))
      return missed < 5_000 && missed <= Math.abs(after.positionMs - (from + runs(readAt)))
    },
  }
}

function checkLength({ item }: Playback, target: number): void {
  if (!item) throw new Problem('player-restriction', 'Nothing is playing, so there is nothing to seek in.')
  if (target < item.durationMs) return
  throw new Problem('invalid-arguments', `${duration(target)} is beyond the end: what is playing is ${duration(item.durationMs)} long.`)
}
