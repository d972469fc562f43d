import type { Node } from 'jsonc-parser'
import { replaceDifferences } from '../format-edits.ts'
import { hasLineEnd, indentOf, isFirstInLine } from '../lines.ts'
import { isMap, nestedMap } from '../plain-data.ts'
import { type OpenText, SettingsFault } from '../settings-text.ts'
import type { Splice } from '../splices.ts'
import { inOneLine, type JsonLayout, layoutOf, overLines } from './json-layout.ts'
import { removeJson } from './json-removal.ts'
import { type AllowedInJson, findProperty, jsonData, keyOf, parseJson, propertiesOf, tokensBetween, valueIn } from './json-tree.ts'

/**
 * JSON, with the comments and trailing commas that some clients allow. They are kept, and never added to a text that has none.
 *
 * @param allowed what the client reads: it would refuse the whole file for anything else, so such a text is refused here too
 */
export const openJson =
  (allowed: AllowedInJson): OpenText =>
  (text, names) => {
    const root = parseJson(text, allowed)
    // A duplicate key on the path to the entry is refused, as only one of the two counts. Elsewhere it does no harm.
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
  if (!root) return [firstMap(text, nestedMap(names, value))]
  let map = root
  for (const [depth, name] of names.entries()) {
    if (map.type !== 'object') throw new SettingsFault('it has something else in the place of a map of settings', map.offset)
    const property = findProperty(map, name)
    if (!property) return insert(text, map, name, nestedMap(names.slice(depth + 1), value), layoutOf(text, [map, root]))
    if (depth === names.length - 1) return replace(text, property, value, layoutOf(text, [valueIn(property), map, root]))
    map = valueIn(property)
  }
  return []
}

/** A whole document for a text without content. Its comments and empty lines stay. */
function firstMap(text: string, value: unknown): Splice {
  const layout = layoutOf(text, [])
  const offset = tokensBetween(text, 0, text.length).at(-1)?.end ?? 0
  return { offset, length: 0, text: (offset === 0 ? '' : layout.lineEnd) + overLines(value, '', layout) }
}

/** A new property at the end of its map, after its comments too. It gets a trailing comma only if the last property has one. */
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

/** Whether the document is a map that is not empty, all in one line. */
function isOneLine(text: string): boolean {
  return !hasLineEnd(text.trim()) && !/^\{\s*\}$/.test(text.trim())
}

/** Replaces a property's value: only the differing parts when the keys are the same, else the whole value. */
function replace(text: string, property: Node, value: unknown, layout: JsonLayout): Splice[] {
  const old = valueIn(property)
  const parts = replaceDifferences(old, value, {
    data: jsonData,
    entries: (node) => (node.type === 'object' ? propertiesOf(node).map((one) => [keyOf(one), valueIn(one)]) : undefined),
    replace: (node, value) => (isMap(value) ? undefined : [{ offset: node.offset, length: node.length, text: inOneLine(value, layout) }]),
  })
  if (parts) return parts
  const isBroken = hasLineEnd(text.slice(old.offset, old.offset + old.length)) || isFirstInLine(text, property.offset)
  const added = isBroken ? overLines(value, indentOf(text, property.offset), layout) : inOneLine(value, layout)
  return [{ offset: old.offset, length: old.length, text: added }]
}
