import { endWithComma, hasLineEnd } from './lines.ts'
import { isMap, isSameData } from './plain-data.ts'
import { SettingsFault } from './settings-text.ts'
import type { Splice } from './splices.ts'

/**
 * How much to remove with an entry: the depth in `names` of the outermost key to remove, or -1 for the whole document.
 *
 * @param added the paths of the maps that we added for the entry
 * @param isAlone whether the map at this depth has nothing but the key of that depth, no comment either
 */
export function depthToRemove(names: string[], added: string[][], isAlone: (depth: number) => boolean): number {
  const isAdded = (depth: number) => added.some((path) => isSameData(path, names.slice(0, depth)))
  let depth = names.length - 1
  while (depth >= 0 && isAdded(depth) && isAlone(depth)) depth -= 1
  return depth
}

/** How to read and replace a value in a parsed text. */
export type ValueAccess<Node> = {
  data(node: Node): unknown
  /** The keys and values of a map; undefined for everything else. */
  entries(node: Node): [key: string, value: Node][] | undefined
  /** Replaces a single value; undefined when it cannot be replaced on its own. */
  replace(node: Node, value: unknown): Splice[] | undefined
}

/** Replaces only the values that differ from `value`; undefined when the keys differ, so that the whole must be replaced. */
export function replaceDifferences<Node>(node: Node, value: unknown, access: ValueAccess<Node>): Splice[] | undefined {
  if (isSameData(access.data(node), value)) return []
  const entries = access.entries(node)
  if (!entries || !isMap(value)) return access.replace(node, value)
  if (entries.length !== Object.keys(value).length || !entries.every(([key]) => Object.hasOwn(value, key))) return undefined
  const parts = entries.map(([key, inner]) => replaceDifferences(inner, value[key], access))
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined
}

/** Where a key with its value is in a map in braces (YAML and TOML): `open` is the offset after the opening brace. */
export type PlaceInBraces = { open: number; start: number; end: number; previousEnd?: number; nextStart?: number }

/** Removes a key with its value and its comma from a map in braces. @throws SettingsFault when a comment is in between */
export function removeFromBraces(text: string, { open, start, end, previousEnd, nextStart }: PlaceInBraces): Splice {
  const from = previousEnd ?? (nextStart === undefined ? open : start)
  const to = previousEnd === undefined ? (nextStart ?? endWithComma(text, end)) : end
  if (/[^ \t\r\n,]/.test(text.slice(from, start) + text.slice(end, to))) {
    throw new SettingsFault('comments are around the entry in its braces', from)
  }
  return { offset: from, length: to - from, text: '' }
}

/** Inserts into an empty map in braces, of which `open` and `close` enclose the inside. @throws SettingsFault when it has comments or line ends */
export function insertIntoEmptyBraces(text: string, open: number, close: number, added: string): Splice {
  const inside = text.slice(open, close)
  if (inside.trim() !== '' || hasLineEnd(inside)) throw new SettingsFault('its empty map of servers contains comments', open)
  return { offset: open, length: 0, text: inside + added }
}
