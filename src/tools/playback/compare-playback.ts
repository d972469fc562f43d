import type { Item } from '../../spotify/items.ts'
import type { Playback } from '../../spotify/playback.ts'

/** Whether this is what is played through. `spotify:playlist:…` and the old `spotify:user:…:playlist:…` are the same playlist. */
export function isContext(playback: Playback, item: { type: Item['type']; id: string }): boolean {
  return playback.contextUri?.endsWith(`:${item.type}:${item.id}`) === true
}

/** So early in an item that it may just as well have begun now. */
const beginningMs = 2_000

/** Whether what plays after a command can have begun with it. */
export function isBegun(after: Playback, before: Playback | undefined): boolean {
  return !before?.playing || before.positionMs < beginningMs || isAnother(after, before)
}

/** Whether it is something else than before, or the same started again. */
export function isAnother(after: Playback | undefined, before: Playback | undefined): boolean {
  if (!after || !before) return after !== before
  return isOtherItem(after, before) || after.positionMs < before.positionMs
}

/** Whether it is something else than before. */
export function isOtherItem(after: Playback, before: Playback | undefined): boolean {
  return before === undefined || keyOf(after) !== keyOf(before)
}

function keyOf({ item, kind }: Playback): string {
  return item ? (item.type === 'local' ? item.uri : `${item.type}:${item.id ?? item.name}`) : kind
}
