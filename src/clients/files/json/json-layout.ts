import type { Node } from 'jsonc-parser'
import { indentOf, isFirstInLine, lineEndOf } from '../lines.ts'
import { propertiesOf } from './json-tree.ts'

/** The layout of a JSON text, so that what is added looks like the rest. */
export type JsonLayout = {
  lineEnd: string
  /** The indentation of one level. */
  unit: string
  colon: ': ' | ':'
  comma: ', ' | ','
}

/** The layout of a text. `nodes` are ordered by how near they are to the changed place: the first one that shows the layout counts. */
export function layoutOf(text: string, nodes: Node[]): JsonLayout {
  const example = nodes.map(firstProperty).find((property) => property?.colonOffset !== undefined)
  const isTight = example?.colonOffset !== undefined && !/\s/.test(text.charAt(example.colonOffset + 1))
  const unit = nodes.map((node) => unitIn(text, node)).find((found) => found !== undefined) ?? '  '
  return { lineEnd: lineEndOf(text), unit, colon: isTight ? ':' : ': ', comma: isTight ? ',' : ', ' }
}

/** A value as JSON over several lines. The first line is already indented by `indent`. */
export function overLines(value: unknown, indent: string, { lineEnd, unit, colon }: JsonLayout): string {
  return write(value, { open: (level) => lineEnd + indent + unit.repeat(level), between: ',', colon }, 0)
}

/** A value as JSON in one line. */
export function inOneLine(value: unknown, { colon, comma }: Pick<JsonLayout, 'colon' | 'comma'>): string {
  return write(value, { open: () => '', between: comma, colon }, 0)
}

function write(value: unknown, style: { open: (level: number) => string; between: string; colon: string }, level: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const isList = Array.isArray(value)
  const parts = isList
    ? value.map((item) => write(item, style, level + 1))
    : Object.entries(value).map(([key, item]) => JSON.stringify(key) + style.colon + write(item, style, level + 1))
  const [open, close] = isList ? '[]' : '{}'
  if (parts.length === 0) return `${open}${close}`
  return open + style.open(level + 1) + parts.join(style.between + style.open(level + 1)) + style.open(level) + close
}

function firstProperty(node: Node): Node | undefined {
  return node.type === 'object' ? propertiesOf(node)[0] : undefined
}

/** The indentation of the first child inside of `node` that begins a line; undefined when there is none. */
function unitIn(text: string, node: Node): string | undefined {
  for (const child of node.children ?? []) {
    // A key and its value are children of the property, not of the map.
    if (node.type !== 'property' && isFirstInLine(text, child.offset)) {
      const outer = indentOf(text, node.offset)
      const inner = indentOf(text, child.offset)
      if (inner.startsWith(outer) && inner.length > outer.length) return inner.slice(outer.length)
    }
    const found = unitIn(text, child)
    if (found !== undefined) return found
  }
  return undefined
}
