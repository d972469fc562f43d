import { type AST, ParseError, parseTOML } from 'toml-eslint-parser'
import { get, isMap, put } from '../plain-data.ts'
import { SettingsFault } from '../settings-text.ts'

export type TomlValue = AST.TOMLContentNode
export type TomlInlineTable = AST.TOMLInlineTable
export type TomlPair = AST.TOMLKeyValue
export type TomlTable = AST.TOMLTable

/** The keys that lead to a value. A number is an index in an array of tables. */
export type TomlKeys = (string | number)[]

/** A key with its value. `keys` lead to the value from the top of the document, `tableKeys` to the table that it is in. */
export type TomlLine = { pair: TomlPair; keys: TomlKeys; tableKeys: TomlKeys }

/** The tables and lines of a TOML text, in order. @throws SettingsFault */
export function parseToml(text: string): (TomlPair | TomlTable)[] {
  try {
    return parseTOML(text).body[0].body
  } catch (error) {
    if (error instanceof ParseError) throw new SettingsFault('it is not valid TOML', error.index)
    throw error
  }
}

export function namesOf(key: AST.TOMLKey): string[] {
  return key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value))
}

/** The lines of the whole document or of one table. */
export function linesOf(body: TomlPair[], tableKeys: TomlKeys): TomlLine[] {
  return body.map((pair) => ({ pair, keys: [...tableKeys, ...namesOf(pair.key)], tableKeys }))
}

/** Whether `keys` begin with all of `start`. */
export function beginsWith(keys: TomlKeys, start: TomlKeys): boolean {
  return start.length <= keys.length && start.every((part, index) => part === keys[index])
}

/** The whole document as plain data. */
export function tomlData(statements: (TomlPair | TomlTable)[]): Record<string, unknown> {
  const data = {}
  for (const statement of statements) {
    if (statement.type === 'TOMLKeyValue') putPair(data, statement)
    else {
      const table = tableAt(data, statement.resolvedKey)
      for (const pair of statement.body) putPair(table, pair)
    }
  }
  return data
}

export function tomlValue(node: TomlValue): unknown {
  if (node.type === 'TOMLArray') return node.elements.map(tomlValue)
  if (node.type === 'TOMLValue') return node.value
  const table = {}
  for (const pair of node.body) putPair(table, pair)
  return table
}

function putPair(table: Record<string, unknown>, pair: TomlPair): void {
  const names = namesOf(pair.key)
  put(tableAt(table, names.slice(0, -1)), names.at(-1) ?? '', tomlValue(pair.value))
}

/** The table at `keys`, which is added if it is missing. The parser has checked that nothing else is there. */
function tableAt(data: Record<string, unknown>, keys: TomlKeys): Record<string, unknown> {
  let here: unknown = data
  for (const [index, part] of keys.entries()) {
    const missing = typeof keys[index + 1] === 'number' ? [] : {}
    if (Array.isArray(here) && typeof part === 'number') here = here[part] ??= missing
    else if (isMap(here)) {
      if (get(here, String(part)) === undefined) put(here, String(part), missing)
      here = get(here, String(part))
    }
  }
  return here as Record<string, unknown>
}
