import { isSameData } from '../plain-data.ts'
import {
  beginsWith,
  linesOf,
  namesOf,
  type TomlInlineTable,
  type TomlKeys,
  type TomlLine,
  type TomlPair,
  type TomlTable,
  type TomlValue,
  tomlValue,
} from './toml-tree.ts'

/**
 * A part of a text that belongs to one entry. TOML can express the same entry in many ways:
 * a table of its own, or one below it (`[mcp_servers.tonearm.http_headers]`); a line, with dots or an inline table; or a place in the inline table
 * of all servers.
 */
export type TomlPiece =
  | { kind: 'table'; table: TomlTable }
  | { kind: 'line'; line: TomlLine }
  | { kind: 'inline'; line: TomlLine; table: TomlInlineTable }

/** All parts of a text that belong to the entry at `keys`, in the order of the text. */
export function piecesOf(statements: (TomlPair | TomlTable)[], keys: TomlKeys): TomlPiece[] {
  return statements.flatMap((statement): TomlPiece[] => {
    if (statement.type === 'TOMLKeyValue') return linesOf([statement], []).flatMap((line) => piecesIn(line, keys))
    if (beginsWith(statement.resolvedKey, keys)) return [{ kind: 'table', table: statement }]
    return linesOf(statement.body, statement.resolvedKey).flatMap((line) => piecesIn(line, keys))
  })
}

function piecesIn(line: TomlLine, keys: TomlKeys, table?: TomlInlineTable): TomlPiece[] {
  if (beginsWith(line.keys, keys)) return [table ? { kind: 'inline', line, table } : { kind: 'line', line }]
  const { value } = line.pair
  if (!beginsWith(keys, line.keys) || value.type !== 'TOMLInlineTable') return []
  return linesOf(value.body, line.keys).flatMap((inner) => piecesIn(inner, keys, value))
}

/** The single values of an entry, with the places where they stand; undefined when the entry also has empty tables or lists of tables. */
function leavesOf(pieces: TomlPiece[], keys: TomlKeys): { keys: string; node: TomlValue }[] | undefined {
  const lines = pieces.map((piece) => {
    if (piece.kind !== 'table') return [piece.line]
    const isEmpty = piece.table.body.length === 0 && piece.table.resolvedKey.length > keys.length
    return isEmpty ? undefined : linesOf(piece.table.body, piece.table.resolvedKey)
  })
  if (!lines.every((some) => some !== undefined)) return undefined
  return lines.flat().flatMap((line) => leavesIn(line.keys.slice(keys.length), line.pair.value))
}

function leavesIn(keys: TomlKeys, node: TomlValue): { keys: string; node: TomlValue }[] {
  if (node.type !== 'TOMLInlineTable' || node.body.length === 0) return [{ keys: JSON.stringify(keys), node }]
  return node.body.flatMap((pair) => leavesIn([...keys, ...namesOf(pair.key)], pair.value))
}

/** The single values of plain data, under the same names as `leavesOf` gives them. */
function plainLeaves(value: unknown, keys: TomlKeys = []): Map<string, unknown> {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
  if (!isTable) return new Map([[JSON.stringify(keys), value]])
  return new Map(Object.entries(value).flatMap(([name, item]) => [...plainLeaves(item, [...keys, name])]))
}

/** The single values that differ from what is wanted; undefined when there are other ones than wanted. */
export function differingLeaves(pieces: TomlPiece[], keys: TomlKeys, value: unknown): { node: TomlValue; value: unknown }[] | undefined {
  const leaves = leavesOf(pieces, keys)
  const wanted = plainLeaves(value)
  if (!leaves || leaves.length !== wanted.size || !leaves.every((leaf) => wanted.has(leaf.keys))) return undefined
  return leaves
    .filter((leaf) => !isSameData(tomlValue(leaf.node), wanted.get(leaf.keys)))
    .map((leaf) => ({ node: leaf.node, value: wanted.get(leaf.keys) }))
}
