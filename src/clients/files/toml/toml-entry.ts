import { saysTheSame } from '../plain-data.ts'
import {
  beginsWith,
  linesOf,
  namesOf,
  type TomlInlineTable,
  type TomlLine,
  type TomlPair,
  type TomlTable,
  type TomlValue,
  type TomlWay,
  tomlValue,
} from './toml-tree.ts'

/**
 * A part of a text that is about one entry. TOML can say the same in many ways:
 * a table of its own, or one below it (`[mcp_servers.tonearm.http_headers]`); a line, with dots or an inline table; or a place in the inline table
 * of all servers.
 */
export type TomlPiece =
  | { kind: 'table'; table: TomlTable }
  | { kind: 'line'; line: TomlLine }
  | { kind: 'inline'; line: TomlLine; table: TomlInlineTable }

/** All parts of a text that are about the entry at `way`, in the order of the text. */
export function piecesOf(statements: (TomlPair | TomlTable)[], way: TomlWay): TomlPiece[] {
  return statements.flatMap((statement): TomlPiece[] => {
    if (statement.type === 'TOMLKeyValue') return linesOf([statement], []).flatMap((line) => piecesIn(line, way))
    if (beginsWith(statement.resolvedKey, way)) return [{ kind: 'table', table: statement }]
    return linesOf(statement.body, statement.resolvedKey).flatMap((line) => piecesIn(line, way))
  })
}

function piecesIn(line: TomlLine, way: TomlWay, table?: TomlInlineTable): TomlPiece[] {
  if (beginsWith(line.way, way)) return [table ? { kind: 'inline', line, table } : { kind: 'line', line }]
  const { value } = line.pair
  if (!beginsWith(way, line.way) || value.type !== 'TOMLInlineTable') return []
  return linesOf(value.body, line.way).flatMap((inner) => piecesIn(inner, way, value))
}

/** The single values of an entry, with the places where they stand; undefined when the entry also has empty tables or lists of tables. */
function leavesOf(pieces: TomlPiece[], way: TomlWay): { way: string; node: TomlValue }[] | undefined {
  const lines = pieces.map((piece) => {
    if (piece.kind !== 'table') return [piece.line]
    const isEmpty = piece.table.body.length === 0 && piece.table.resolvedKey.length > way.length
    return isEmpty ? undefined : linesOf(piece.table.body, piece.table.resolvedKey)
  })
  if (!lines.every((some) => some !== undefined)) return undefined
  return lines.flat().flatMap((line) => leavesIn(line.way.slice(way.length), line.pair.value))
}

function leavesIn(way: TomlWay, node: TomlValue): { way: string; node: TomlValue }[] {
  if (node.type !== 'TOMLInlineTable' || node.body.length === 0) return [{ way: JSON.stringify(way), node }]
  return node.body.flatMap((pair) => leavesIn([...way, ...namesOf(pair.key)], pair.value))
}

/** The single values of plain data, under the same names as `leavesOf` gives them. */
function plainLeaves(value: unknown, way: TomlWay = []): Map<string, unknown> {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
  if (!isTable) return new Map([[JSON.stringify(way), value]])
  return new Map(Object.entries(value).flatMap(([name, item]) => [...plainLeaves(item, [...way, name])]))
}

/** The single values that differ from what is wanted; undefined when there are other ones than wanted. */
export function differingLeaves(pieces: TomlPiece[], way: TomlWay, value: unknown): { node: TomlValue; value: unknown }[] | undefined {
  const leaves = leavesOf(pieces, way)
  const wanted = plainLeaves(value)
  if (!leaves || leaves.length !== wanted.size || !leaves.every((leaf) => wanted.has(leaf.way))) return undefined
  return leaves
    .filter((leaf) => !saysTheSame(tomlValue(leaf.node), wanted.get(leaf.way)))
    .map((leaf) => ({ node: leaf.node, value: wanted.get(leaf.way) }))
}
