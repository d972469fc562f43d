import { contentEndBefore, endOfLine } from '../line-places.ts'
import { hasLineEnd, indentOf, lineEndOf } from '../line-style.ts'
import { type OpenText, SettingsFault } from '../settings-text.ts'
import type { Splice } from '../splices.ts'
import { differingLeaves, piecesOf, type TomlPiece } from './toml-entry.ts'
import { removePieces } from './toml-removal.ts'
import {
  beginsWith,
  linesOf,
  namesOf,
  parseToml,
  type TomlInlineTable,
  type TomlLine,
  type TomlPair,
  type TomlTable,
  tomlData,
} from './toml-tree.ts'
import { tomlInOneLine, tomlKey, tomlTable } from './toml-writing.ts'

type Statements = (TomlPair | TomlTable)[]

/** TOML 1.1. A new entry becomes a table of its own after the other servers, or an inline one where the others are written so. */
export const openToml: OpenText = (text, names) => {
  const statements = parseToml(text)
  return {
    data: statements.length === 0 ? undefined : tomlData(statements),
    set: (value) => set(text, statements, names, value),
    // Tables that lead to others are only made by naming them: what we make of them goes with the entry.
    remove: () => removePieces(text, piecesOf(statements, names)),
  }
}

function set(text: string, statements: Statements, names: string[], value: Record<string, unknown>): Splice[] {
  const pieces = piecesOf(statements, names)
  if (pieces.length === 0) return [insert(text, statements, names, value)]
  const differing = differingLeaves(pieces, names, value)
  if (!differing) return rewrite(text, pieces, names, value)
  return differing.map(({ node, value }) => ({ offset: node.range[0], length: node.range[1] - node.range[0], text: tomlInOneLine(value) }))
}

/** Puts the whole entry where its first part was. */
function rewrite(text: string, [first, ...others]: TomlPiece[], names: string[], value: Record<string, unknown>): Splice[] {
  if (!first) return []
  const rest = removePieces(text, others)
  if (first.kind === 'table') {
    const [offset] = first.table.range
    const written = tomlTable(names, value, {
      lineEnd: lineEndOf(text),
      indent: '',
      keyIndent: indentOf(text, first.table.body[0]?.range[0] ?? offset),
    })
    return [{ offset, length: endOfLine(text, first.table.range[1]) - offset, text: written }, ...rest]
  }
  const { pair, within } = first.line
  const [offset, end] = pair.range
  return [{ offset, length: end - offset, text: `${tomlKey(names.slice(within.length))} = ${tomlInOneLine(value)}` }, ...rest]
}

function insert(text: string, statements: Statements, names: string[], value: Record<string, unknown>): Splice {
  const path = names.slice(0, -1)
  const lines = statements.flatMap((statement) =>
    statement.type === 'TOMLKeyValue' ? linesOf([statement], []) : linesOf(statement.body, statement.resolvedKey),
  )
  for (const { pair, way } of lines) {
    if (pair.value.type === 'TOMLInlineTable' && beginsWith(path, way))
      return insertInline(text, pair.value, names.slice(way.length), value)
  }
  const lineEnd = lineEndOf(text)
  const tables = statements.filter((statement) => statement.type === 'TOMLTable' && beginsWith(statement.resolvedKey, path)) as TomlTable[]
  const lastTable = tables.at(-1)
  const lastLine = lines.findLast(({ way, within }) => way.length > path.length && within.length < names.length && beginsWith(way, path))
  if (!lastTable && lastLine) return insertLine(text, lastLine, names, value)
  const isLast = !lastTable || lastTable === statements.at(-1)
  const offset = isLast ? contentEndBefore(text, text.length) : endWithComments(text, endOfLine(text, lastTable.range[1]))
  const style = {
    lineEnd,
    indent: lastTable ? indentOf(text, lastTable.range[0]) : '',
    keyIndent: lastTable?.body[0] ? indentOf(text, lastTable.body[0].range[0]) : '',
  }
  const gap = offset === 0 ? '' : lineEnd + lineEnd
  return { offset, length: 0, text: gap + tomlTable(names, value, style) }
}

/** A line after the last one that is about a server, written with dots as that one. */
function insertLine(text: string, { pair, within }: TomlLine, names: string[], value: unknown): Splice {
  const start = lineEndOf(text) + indentOf(text, pair.range[0])
  return {
    offset: endOfLine(text, pair.range[1]),
    length: 0,
    text: `${start}${tomlKey(names.slice(within.length))} = ${tomlInOneLine(value)}`,
  }
}

/** A pair in the inline table that holds all servers, or in one inside it. */
function insertInline(text: string, table: TomlInlineTable, names: string[], value: unknown): Splice {
  for (const pair of table.body) {
    const way = namesOf(pair.key)
    if (pair.value.type === 'TOMLInlineTable' && way.length < names.length && beginsWith(names, way)) {
      return insertInline(text, pair.value, names.slice(way.length), value)
    }
  }
  const written = `${tomlKey(names)} = ${tomlInOneLine(value)}`
  const last = table.body.at(-1)
  if (last) return { offset: last.range[1], length: 0, text: `, ${written}` }
  const inside = text.slice(table.range[0] + 1, table.range[1] - 1)
  if (inside.trim() !== '' || hasLineEnd(inside)) throw new SettingsFault('its empty table of servers holds comments', table.range[0])
  return { offset: table.range[0] + 1, length: 0, text: inside + written }
}

/** The end of the comments that stand right below, when an empty line parts them from what comes next. */
function endWithComments(text: string, end: number): number {
  const [comments = '', next = ''] = /^(?:(?:\r\n|\n)[ \t]*#[^\r\n]*)*((?:\r\n|\n)[ \t]*(?:\r\n|\n|$))?/.exec(text.slice(end)) ?? []
  return next === '' ? end : end + comments.length - next.length
}
