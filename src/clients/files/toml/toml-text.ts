import { insertIntoEmptyBraces } from '../format-edits.ts'
import { contentEndBefore, endOfLine, indentOf, lineEndOf } from '../lines.ts'
import type { OpenText } from '../settings-text.ts'
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

/** TOML 1.1. A new entry becomes a table after the other servers, or an inline table where the others are inline tables. */
export const openToml: OpenText = (text, names) => {
  const statements = parseToml(text)
  return {
    data: statements.length === 0 ? undefined : tomlData(statements),
    set: (value) => set(text, statements, names, value),
    // A table exists as soon as a header names it: nothing is left when the entry is removed.
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

/** Writes the whole entry in the place of its first part. */
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
  const { pair, tableKeys } = first.line
  const [offset, end] = pair.range
  return [{ offset, length: end - offset, text: `${tomlKey(names.slice(tableKeys.length))} = ${tomlInOneLine(value)}` }, ...rest]
}

function insert(text: string, statements: Statements, names: string[], value: Record<string, unknown>): Splice {
  const path = names.slice(0, -1)
  const lines = statements.flatMap((statement) =>
    statement.type === 'TOMLKeyValue' ? linesOf([statement], []) : linesOf(statement.body, statement.resolvedKey),
  )
  for (const { pair, keys } of lines) {
    if (pair.value.type === 'TOMLInlineTable' && beginsWith(path, keys))
      return insertInline(text, pair.value, names.slice(keys.length), value)
  }
  const lineEnd = lineEndOf(text)
  const tables = statements.filter((statement) => statement.type === 'TOMLTable' && beginsWith(statement.resolvedKey, path)) as TomlTable[]
  const lastTable = tables.at(-1)
  const lastLine = lines.findLast(
    ({ keys, tableKeys }) => keys.length > path.length && tableKeys.length < names.length && beginsWith(keys, path),
  )
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

/** A line after the last server's, with dotted keys like that one. */
function insertLine(text: string, { pair, tableKeys }: TomlLine, names: string[], value: unknown): Splice {
  const start = lineEndOf(text) + indentOf(text, pair.range[0])
  return {
    offset: endOfLine(text, pair.range[1]),
    length: 0,
    text: `${start}${tomlKey(names.slice(tableKeys.length))} = ${tomlInOneLine(value)}`,
  }
}

/** A pair in the inline table of all servers, or in a table inside it. */
function insertInline(text: string, table: TomlInlineTable, names: string[], value: unknown): Splice {
  for (const pair of table.body) {
    const keys = namesOf(pair.key)
    if (pair.value.type === 'TOMLInlineTable' && keys.length < names.length && beginsWith(names, keys)) {
      return insertInline(text, pair.value, names.slice(keys.length), value)
    }
  }
  const written = `${tomlKey(names)} = ${tomlInOneLine(value)}`
  const last = table.body.at(-1)
  if (last) return { offset: last.range[1], length: 0, text: `, ${written}` }
  return insertIntoEmptyBraces(text, table.range[0] + 1, table.range[1] - 1, written)
}

/** The end of the comments right below, when an empty line follows them. */
function endWithComments(text: string, end: number): number {
  const [comments = '', next = ''] = /^(?:(?:\r\n|\n)[ \t]*#[^\r\n]*)*((?:\r\n|\n)[ \t]*(?:\r\n|\n|$))?/.exec(text.slice(end)) ?? []
  return next === '' ? end : end + comments.length - next.length
}
