import type { Node } from 'jsonc-parser'
import { hasLineEnd, indentOf, isFirstInLine } from '../line-style.ts'
import { saysTheSame } from '../plain-data.ts'
import { type OpenText, SettingsFault } from '../settings-text.ts'
import type { Splice } from '../splices.ts'
import { inOneLine, type JsonLayout, layoutOf, overLines } from './json-layout.ts'
import { removeJson } from './json-removal.ts'
import { findProperty, jsonData, keyOf, parseJson, propertiesOf, tokensBetween, valueIn } from './json-tree.ts'

/** JSON, with the comments and trailing commas that some clients allow; such are kept, and never added to a text that has none. */
export const openJson: OpenText = (text, names) => {
  const root = parseJson(text)
  // Twins elsewhere are not our business; here only one of them would count.
  names.reduce<Node | undefined>((map, name) => {
    const property = map?.type === 'object' ? findProperty(map, name) : undefined
    return property && valueIn(property)
  }, root)
  return {
    data: root && jsonData(root),
    set: (value) => set(text, root, names, value),
    remove: (alsoRemove) => (root ? removeJson(text, root, names, alsoRemove) : []),
  }
}

function set(text: string, root: Node | undefined, names: string[], value: unknown): Splice[] {
  if (!root) return [firstMap(text, nested(names, value))]
  let map = root
  for (const [depth, name] of names.entries()) {
    if (map.type !== 'object') throw new SettingsFault('it has something else where a map of settings belongs', map.offset)
    const property = findProperty(map, name)
    if (!property) return insert(text, map, name, nested(names.slice(depth + 1), value), layoutOf(text, [map, root]))
    if (depth === names.length - 1) return replace(text, property, value, layoutOf(text, [valueIn(property), map, root]))
    map = valueIn(property)
  }
  return []
}

function nested(names: string[], value: unknown): unknown {
  return names.reduceRight((inner, name) => ({ [name]: inner }), value)
}

/** A whole document for a text that says nothing; its comments and empty lines stay. */
function firstMap(text: string, value: unknown): Splice {
  const layout = layoutOf(text, [])
  const offset = tokensBetween(text, 0, text.length).at(-1)?.end ?? 0
  return { offset, length: 0, text: (offset === 0 ? '' : layout.lineEnd) + overLines(value, '', layout) }
}

/** A new property, after all that its map holds: also after its comments, and with a comma at the end only if the last one has such. */
function insert(text: string, map: Node, name: string, value: unknown, layout: JsonLayout): Splice[] {
  const last = propertiesOf(map).at(-1)
  const close = map.offset + map.length - 1
  const from = last ? last.offset + last.length : map.offset + 1
  const tokens = tokensBetween(text, from, close)
  const offset = tokens.at(-1)?.end ?? from
  const hasTrailingComma = tokens.some((token) => token.kind === 'comma')
  const key = JSON.stringify(name) + layout.colon
  const isBroken = last ? isFirstInLine(text, last.offset) : !isOneLine(text)

  let added: string
  if (isBroken || tokens.at(-1)?.kind === 'line-comment') {
    const outer = indentOf(text, map.offset)
    const indent = last && isBroken ? indentOf(text, last.offset) : outer + layout.unit
    added = layout.lineEnd + indent + key + overLines(value, indent, layout)
    if (!last && tokens.length === 0 && !hasLineEnd(text.slice(offset, close))) added += layout.lineEnd + outer
  } else {
    const gap = last ? layout.comma.slice(1) : text.slice(offset, close)
    added = (tokens.length > 0 && gap === '' ? ' ' : gap) + key + inOneLine(value, layout)
  }
  if (hasTrailingComma) added += ','
  if (!last || hasTrailingComma) return [{ offset, length: 0, text: added }]
  if (offset === from) return [{ offset, length: 0, text: `,${added}` }]
  return [
    { offset: from, length: 0, text: ',' },
    { offset, length: 0, text: added },
  ]
}

/** Whether the document is a map that holds something, all in one line. */
function isOneLine(text: string): boolean {
  return !hasLineEnd(text.trim()) && !/^\{\s*\}$/.test(text.trim())
}

/** The least that makes a property's value another one: its differing parts when its keys stay, else all of it. */
function replace(text: string, property: Node, value: unknown, layout: JsonLayout): Splice[] {
  const old = valueIn(property)
  const parts = differences(old, value, layout)
  if (parts) return parts
  const isBroken = hasLineEnd(text.slice(old.offset, old.offset + old.length)) || isFirstInLine(text, property.offset)
  const added = isBroken ? overLines(value, indentOf(text, property.offset), layout) : inOneLine(value, layout)
  return [{ offset: old.offset, length: old.length, text: added }]
}

/** What makes a value another one part by part; undefined when maps have other keys. */
function differences(node: Node, value: unknown, layout: JsonLayout): Splice[] | undefined {
  if (saysTheSame(jsonData(node), value)) return []
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ offset: node.offset, length: node.length, text: inOneLine(value, layout) }]
  }
  if (node.type !== 'object') return undefined
  const wanted = new Map(Object.entries(value))
  const properties = propertiesOf(node)
  if (properties.length !== wanted.size || !properties.every((property) => wanted.has(keyOf(property)))) return undefined
  const parts = properties.map((property) => differences(valueIn(property), wanted.get(keyOf(property)), layout))
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined
}
