import type { Node } from 'yaml'
import { depthToRemove, removeFromBraces } from '../format-edits.ts'
import { endOfLine, wholeLines } from '../lines.ts'
import type { Splice } from '../splices.ts'
import { endOfPair, findPair, isYamlMap, startOf, type YamlMap, type YamlPair } from './yaml-tree.ts'

/** Removes the pair at the path `names` from a YAML text, as `SettingsText.remove`: the inverse of inserting it. @throws SettingsFault */
export function removeYaml(text: string, root: Node | null, names: string[], alsoRemove: string[][]): Splice[] {
  const chain: { map: YamlMap; pair: YamlPair }[] = []
  let node = root
  for (const name of names) {
    const pair = isYamlMap(node) ? findPair(node, name) : undefined
    if (!isYamlMap(node) || !pair) return []
    chain.push({ map: node, pair })
    node = pair.value
  }
  // The document itself stays: an empty one would be null.
  const depth = depthToRemove(names, alsoRemove, (depth) => isAlone(text, chain[depth - 1]?.pair, chain[depth]))
  const outermost = chain[depth]
  return outermost ? [removePair(text, outermost.map, outermost.pair)] : []
}

/** Whether `outer` contains nothing but this pair, no comment either. */
function isAlone(text: string, outer: YamlPair | undefined, inner: { map: YamlMap; pair: YamlPair } | undefined): boolean {
  if (!outer || inner?.map.items.length !== 1) return false
  const around = text.slice(startOf(outer.key), startOf(inner.pair.key)) + text.slice(endOfPair(text, inner.pair), endOfPair(text, outer))
  return !around.includes('#')
}

function removePair(text: string, map: YamlMap, pair: YamlPair): Splice {
  const start = startOf(pair.key)
  const end = endOfPair(text, pair)
  if (!map.flow) return { ...wholeLines(text, start, endOfLine(text, end)), text: '' }
  const index = map.items.indexOf(pair)
  const previous = map.items[index - 1]
  const next = map.items[index + 1]
  const place = {
    open: text.indexOf('{', startOf(map)) + 1,
    start,
    end,
    previousEnd: previous && endOfPair(text, previous),
    nextStart: next && startOf(next.key),
  }
  return removeFromBraces(text, place)
}
