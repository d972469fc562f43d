import type { Node } from 'jsonc-parser'
import { depthToRemove } from '../format-edits.ts'
import { hasLineEnd, indentOf, isFirstInLine } from '../lines.ts'
import type { Splice } from '../splices.ts'
import { findProperty, type JsonToken, propertiesOf, tokensBetween, valueIn } from './json-tree.ts'

/** Removes the property at the path `names` from a JSON text, as `SettingsText.remove`: the inverse of inserting it. @throws SettingsFault */
export function removeJson(text: string, root: Node, names: string[], alsoRemove: string[][]): Splice[] {
  // The maps on the path to the entry, from the document down, each with its property on that path.
  const chain: { map: Node; property: Node }[] = []
  let map = root
  for (const name of names) {
    const property = map.type === 'object' ? findProperty(map, name) : undefined
    if (!property) return []
    chain.push({ map, property })
    map = valueIn(property)
  }
  const depth = depthToRemove(names, alsoRemove, (depth) => {
    const link = chain[depth]
    return link !== undefined && isAlone(text, link.map, link.property)
  })
  const outermost = chain[depth]
  return outermost ? removeProperty(text, outermost.map, outermost.property) : [removeDocument(text, root)]
}

/** Whether a map contains nothing but this property, no comment either. */
function isAlone(text: string, map: Node, property: Node): boolean {
  const tokens = [...tokensBetween(text, map.offset + 1, property.offset), ...tokensBetween(text, endOf(property), endOf(map) - 1)]
  return propertiesOf(map).length === 1 && tokens.every((token) => token.kind === 'comma')
}

function removeDocument(text: string, root: Node): Splice {
  const offset = tokensBetween(text, 0, root.offset).at(-1)?.end ?? 0
  return { offset, length: endOf(root) - offset, text: '' }
}

function removeProperty(text: string, map: Node, property: Node): Splice[] {
  const properties = propertiesOf(map)
  const index = properties.indexOf(property)
  const previous = properties[index - 1]
  const next = properties[index + 1]
  const from = previous ? endOf(previous) : map.offset + 1
  const to = next ? next.offset : endOf(map) - 1
  const before = tokensBetween(text, from, property.offset)
  const after = tokensBetween(text, endOf(property), to)
  const keepsLine = mustKeepLine(text, property, { before, after, to })
  const isOnlyThing = !previous && !next && before.length === 0 && after.length === 0
  const begin = keepsLine ? property.offset : (before.at(-1)?.end ?? from)
  const end = endOf(property) + (isOnlyThing ? closingLine(text, map, property) : 0)
  const splices = [{ offset: begin, length: end - begin, text: '' }]
  // Its own comma is removed, else the one before it, which would be left over.
  const comma = after.find(isComma) ?? before.find(isComma)
  if (comma) splices.push({ offset: comma.offset, length: 1, text: '' })
  const last = splices.findLast(({ offset }) => offset >= begin)
  if (last && keepsLine) last.length += /^[ \t]*/.exec(text.slice(last.offset + last.length))?.[0].length ?? 0
  return splices
}

/** Whether the first line of the property must stay: a comment follows in it, or the following text would become part of a comment. */
function mustKeepLine(
  text: string,
  property: Node,
  { before, after, to }: { before: JsonToken[]; after: JsonToken[]; to: number },
): boolean {
  const comment = after.find((token) => !isComma(token))
  if (comment && !hasLineEnd(text.slice(endOf(property), comment.offset))) return isFirstInLine(text, property.offset)
  return before.at(-1)?.kind === 'line-comment' && !hasLineEnd(text.slice(endOf(property), comment?.offset ?? to))
}

/** The length of the line end and indentation before the closing brace that are there only because the map was not empty. */
function closingLine(text: string, map: Node, property: Node): number {
  if (!isFirstInLine(text, property.offset)) return 0
  const rest = text.slice(endOf(property), endOf(map) - 1)
  const closing = (/^(?:\r\n|\n|\r)/.exec(rest)?.[0] ?? '') + indentOf(text, map.offset)
  return rest.startsWith(closing) && hasLineEnd(closing) && !hasLineEnd(rest.slice(closing.length)) ? closing.length : 0
}

function isComma(token: JsonToken): boolean {
  return token.kind === 'comma'
}

function endOf(node: Node): number {
  return node.offset + node.length
}
