import { isScalar, type Node } from 'yaml'
import { insertIntoEmptyBraces, replaceDifferences, type ValueAccess } from '../format-edits.ts'
import { contentEndBefore, endOfLine, lineEndOf } from '../lines.ts'
import { isMap, nestedMap } from '../plain-data.ts'
import { type OpenText, SettingsFault } from '../settings-text.ts'
import type { Splice } from '../splices.ts'
import { removeYaml } from './yaml-removal.ts'
import {
  columnOfNode,
  endOfPair,
  findPair,
  isNothing,
  isYamlMap,
  keyOf,
  parseYaml,
  startOf,
  type YamlMap,
  type YamlPair,
  yamlData,
} from './yaml-tree.ts'
import { yamlInOneLine, yamlKey, yamlLines } from './yaml-writing.ts'

/** How the lines of a text are written. */
type Layout = { lineEnd: string; unit: string }

/** YAML 1.2. A new entry is written in lines, or in braces where its map is in braces. */
export const openYaml: OpenText = (text, names) => {
  const document = parseYaml(text)
  return {
    data: yamlData(document),
    set: (value) => set(text, document.contents, names, value),
    remove: (alsoRemove) => removeYaml(text, document.contents, names, alsoRemove),
  }
}

function set(text: string, root: Node | null, names: string[], value: Record<string, unknown>): Splice[] {
  const layout = { lineEnd: lineEndOf(text), unit: ' '.repeat(isYamlMap(root) ? stepIn(text, root) : 2) }
  if (isNothing(root)) return [insertLines(text, contentEndBefore(text, text.length), nestedMap(names, value), '', layout)]
  let map = root
  for (const [depth, name] of names.entries()) {
    if (!isYamlMap(map)) throw new SettingsFault('it has something else in the place of a map of settings', map ? startOf(map) : undefined)
    const pair = findPair(map, name)
    const rest = names.slice(depth + 1)
    if (!pair) return insert(text, map, { name, value: nestedMap(rest, value), isRoot: depth === 0 }, layout)
    if (rest.length === 0) return replace(text, map, pair, value, layout)
    if (isScalar(pair.value) && pair.value.value === null) return fill(text, pair, pair.value, nestedMap(rest, value), layout)
    map = pair.value
  }
  return []
}

/** Inserts lines after the content that ends at `offset`, or at the start of a text before its content. */
function insertLines(text: string, offset: number, value: Record<string, unknown>, indent: string, { lineEnd, unit }: Layout): Splice {
  const isFirst = text.slice(0, offset).trim() === ''
  return { offset, length: 0, text: (isFirst ? '' : lineEnd) + yamlLines(value, { indent, unit, lineEnd }) }
}

function insert(
  text: string,
  map: YamlMap,
  { name, value, isRoot }: { name: string; value: Record<string, unknown>; isRoot: boolean },
  layout: Layout,
): Splice[] {
  const last = map.items.at(-1)
  if (map.flow) {
    const written = `${yamlKey(name)}: ${yamlInOneLine(value)}`
    if (last) return [{ offset: endOfPair(text, last), length: 0, text: `, ${written}` }]
    const open = text.indexOf('{', startOf(map)) + 1
    return [insertIntoEmptyBraces(text, open, text.indexOf('}', open), written)]
  }
  if (!last) return []
  const indent = ' '.repeat(columnOfNode(text, last.key))
  const end = endOfLine(text, endOfPair(text, last))
  const offset = isRoot ? contentEndBefore(text, text.length) : endOfComments(text, end, indent.length)
  return [insertLines(text, offset, { [name]: value }, indent, layout)]
}

/** Gives a key without a value the lines of a map. */
function fill(text: string, pair: YamlPair, nothing: Node, value: Record<string, unknown>, layout: Layout): Splice[] {
  const end = endOfPair(text, pair)
  const start = text.slice(0, startOf(nothing)).replace(/[ \t]+$/, '').length
  const indent = ' '.repeat(columnOfNode(text, pair.key)) + layout.unit
  // A written `null` is removed; an omitted value has no text.
  const word = start < end && isScalar(nothing) && nothing.source ? [{ offset: start, length: end - start, text: '' }] : []
  return [...word, insertLines(text, endOfLine(text, end), value, indent, layout)]
}

/** Replaces a value: only the differing parts when the keys are the same, else the whole value. */
function replace(text: string, map: YamlMap, pair: YamlPair, value: Record<string, unknown>, layout: Layout): Splice[] {
  const parts = replaceDifferences(pair.value, value, values)
  if (parts) return parts
  const name = String(keyOf(pair))
  const offset = startOf(pair.key)
  const indent = ' '.repeat(columnOfNode(text, pair.key))
  const written = map.flow
    ? `${yamlKey(name)}: ${yamlInOneLine(value)}`
    : yamlLines({ [name]: value }, { indent, ...layout }).slice(indent.length)
  return [{ offset, length: endOfPair(text, pair) - offset, text: written }]
}

const values: ValueAccess<Node | null> = {
  data: (node) => (isNothing(node) ? null : node?.toJSON()),
  entries: (node) => (isYamlMap(node) ? node.items.map((pair) => [String(keyOf(pair)), pair.value]) : undefined),
  replace(node, value) {
    const isInLine = isScalar(node) && !node.type?.startsWith('BLOCK')
    if (!isInLine || !node.range || isNothing(node) || isMap(value)) return undefined
    const [offset, end] = node.range
    return [{ offset, length: end - offset, text: yamlInOneLine(value) }]
  },
}

/** The end of the comments right below, when they are indented like the line above them. */
function endOfComments(text: string, end: number, column: number): number {
  const comments = new RegExp(`^(?:(?:\\r\\n|\\n|\\r) {${column},}#[^\\r\\n]*)*`).exec(text.slice(end))?.[0] ?? ''
  return end + comments.length
}

/** The indentation step of the maps in a text. */
function stepIn(text: string, map: YamlMap): number {
  for (const pair of map.items) {
    const inner = pair.value
    if (!isYamlMap(inner) || inner.flow || !inner.items[0]) continue
    const step = columnOfNode(text, inner.items[0].key) - columnOfNode(text, pair.key)
    if (step > 0) return step
  }
  return 2
}
