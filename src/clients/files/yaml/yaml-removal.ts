import type { Node } from 'yaml'
import { endOfLine, endWithComma, wholeLines } from '../line-places.ts'
import { saysTheSame } from '../plain-data.ts'
import { SettingsFault } from '../settings-text.ts'
import type { Splice } from '../splices.ts'
import { endOfPair, findPair, isYamlMap, startOf, type YamlMap, type YamlPair } from './yaml-tree.ts'

/** Takes the pair that `names` lead to out of a YAML text, as `SettingsText.remove`: the inverse of how one is inserted. @throws SettingsFault */
export function removeYaml(text: string, root: Node | null, names: string[], alsoRemove: string[][]): Splice[] {
  const chain: { map: YamlMap; pair: YamlPair }[] = []
  let node = root
  for (const name of names) {
    const pair = isYamlMap(node) ? findPair(node, name) : undefined
    if (!isYamlMap(node) || !pair) return []
    chain.push({ map: node, pair })
    node = pair.value
  }
  let target = chain.at(-1)
  for (let depth = names.length - 1; depth > 0; depth -= 1) {
    const outer = chain[depth - 1]
    const isMade = alsoRemove.some((way) => saysTheSame(way, names.slice(0, depth)))
    if (!outer || !isMade || !isAlone(text, outer.pair, chain[depth])) break
    target = outer
  }
  return target ? [removePair(text, target.map, target.pair)] : []
}

/** Whether what `outer` holds is this pair and nothing else, also no comment. */
function isAlone(text: string, outer: YamlPair, inner: { map: YamlMap; pair: YamlPair } | undefined): boolean {
  if (inner?.map.items.length !== 1) return false
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
  const from = previous ? endOfPair(text, previous) : next ? start : text.indexOf('{', startOf(map)) + 1
  const to = previous ? end : next ? startOf(next.key) : endWithComma(text, end)
  if (text.slice(from, start).includes('#') || text.slice(end, to).includes('#')) {
    throw new SettingsFault('comments stand around the entry in its braces', from)
  }
  return { offset: from, length: to - from, text: '' }
}
