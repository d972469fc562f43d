import { createRandom } from '../catalog/random.ts'
import type { Playable, World } from '../types.ts'

/** A play counts for the recently played list after this long (Spotify's own rule for a stream). */
const countsAfterMs = 30_000

/**
 * Brings the player to this moment: progress grows with the clock, and what has ended gives way to the next item.
 *
 * Called before every read and every command, so that the fake needs no clock of its own.
 */
export function settle(world: World, now: number): void {
  const { player } = world
  while (player.isPlaying && player.item) {
    const elapsed = now - player.since
    const left = player.item.durationMs - player.progressMs
    if (elapsed < left) {
      player.progressMs += Math.max(0, elapsed)
      player.since = now
      return
    }
    player.since += left
    player.progressMs = player.item.durationMs
    remember(world)
    if (player.repeat === 'track') player.progressMs = 0
    else if (!forward(world)) {
      player.isPlaying = false
      player.progressMs = 0
    }
  }
  player.since = now
}

/** Starts an item from a list of them. @param items what comes before and after it, in order */
export function start(world: World, now: number, items: Playable[], index: number, contextUri: string | null, positionMs: number): void {
  const { player } = world
  remember(world)
  player.item = items[index] ?? null
  player.context = contextUri ? { uri: contextUri, items } : null
  player.past = items.slice(0, index)
  player.upcoming = items.slice(index + 1)
  if (player.shuffle) player.upcoming = shuffled(player.upcoming)
  player.progressMs = positionMs
  player.since = now
  player.isPlaying = player.item !== null
}

/** Skips to what comes next: the queue first, then the context. */
export function skip(world: World, now: number): void {
  remember(world)
  if (!forward(world)) world.player.isPlaying = false
  world.player.since = now
}

/** Whether anything comes after the current item. */
export function hasNext({ player }: World): boolean {
  return player.queue.length + player.upcoming.length > 0 || (player.repeat !== 'off' && player.context !== null)
}

/** Goes back one item, or to the start of the first. */
export function back({ player }: World, now: number): void {
  const before = player.past.pop()
  if (before && player.item) player.upcoming.unshift(player.item)
  if (before) player.item = before
  player.progressMs = 0
  player.since = now
}

/** Turns shuffle on or off; off brings back the order of the context. */
export function setShuffle({ player }: World, on: boolean): void {
  player.shuffle = on
  if (on) player.upcoming = shuffled(player.upcoming)
  else if (player.context) {
    const index = player.context.items.findIndex((one) => one.id === player.item?.id)
    player.upcoming = player.context.items.slice(index + 1)
  }
}

function forward({ player }: World): boolean {
  if (player.queue.length === 0 && player.upcoming.length === 0 && player.repeat !== 'off' && player.context) {
    player.upcoming = player.shuffle ? shuffled(player.context.items) : [...player.context.items]
    player.past = []
    player.item = null
  }
  const next = player.queue.shift() ?? player.upcoming.shift()
  if (!next) return false
  if (player.item) player.past.push(player.item)
  player.item = next
  player.progressMs = 0
  return true
}

/** Enters the current item into the recently played list, if it was heard for long enough; episodes do not appear there. */
function remember({ player, recentPlays }: World): void {
  if (player.item?.type !== 'track' || player.progressMs < countsAfterMs || player.since === 0) return
  recentPlays.unshift({ track: player.item, playedAt: new Date(player.since).toISOString(), contextUri: player.context?.uri ?? null })
}

function shuffled(items: Playable[]): Playable[] {
  return createRandom(items.length).sample(items, items.length)
}
