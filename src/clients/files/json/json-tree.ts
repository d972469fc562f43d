import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { put } from '../plain-data.ts'
import { SettingsFault } from '../settings-text.ts'

/** A comma or a comment. */
export type JsonToken = { kind: 'comma' | 'line-comment' | 'block-comment'; offset: number; end: number }

/** The numbers of these tokens in jsonc-parser 3, whose `SyntaxKind` is a type only. */
const commaToken = 5
const lineCommentToken = 12
const blockCommentToken = 13
const endOfText = 17

/** What a client reads beyond plain JSON: comments, and a comma after the last item of a map or a list. */
export type AllowedInJson = { comments: boolean; lastCommas: boolean }

/** The tree of a JSON text; undefined for a text without content. @throws SettingsFault */
export function parseJson(text: string, { comments, lastCommas }: AllowedInJson): Node | undefined {
  const refused: ParseError[] = []
  const root = parseTree(text, refused, { allowTrailingComma: lastCommas, disallowComments: !comments, allowEmptyContent: true })
  if (!refused[0]) return root
  const errors: ParseError[] = []
  parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true })
  if (errors[0]) throw new SettingsFault('it is not valid JSON', errors[0].offset)
  const what = comments ? 'a comma after the last item' : 'a comment, or a comma after the last item'
  throw new SettingsFault(`the app cannot read it: it has ${what}`, refused[0].offset)
}

/** A node as plain data. Of a duplicate key the last one counts, as in `JSON.parse`. */
export function jsonData(node: Node): unknown {
  if (node.type === 'array') return node.children?.map(jsonData)
  if (node.type !== 'object') return node.value
  const map = {}
  for (const property of propertiesOf(node)) put(map, keyOf(property), jsonData(valueIn(property)))
  return map
}

export function propertiesOf(object: Node): Node[] {
  return object.children ?? []
}

export function keyOf(property: Node): string {
  return property.children?.[0]?.value
}

export function valueIn(property: Node): Node {
  // The parser reports a key without a value as an error.
  return property.children?.[1] as Node
}

/** The property of that name; undefined when there is none. @throws SettingsFault when there are several, since only one of them counts */
export function findProperty(object: Node, name: string): Node | undefined {
  const [first, second] = propertiesOf(object).filter((property) => keyOf(property) === name)
  if (second) throw new SettingsFault(`it has "${name}" twice`, second.offset)
  return first
}

/** The commas and comments between two places of a text that has nothing but those and white space there. */
export function tokensBetween(text: string, from: number, to: number): JsonToken[] {
  const scanner = createScanner(text, false)
  scanner.setPosition(from)
  const tokens: JsonToken[] = []
  for (let kind = scanner.scan() as number; kind !== endOfText && scanner.getTokenOffset() < to; kind = scanner.scan()) {
    const offset = scanner.getTokenOffset()
    const end = offset + scanner.getTokenLength()
    if (kind === commaToken) tokens.push({ kind: 'comma', offset, end })
    if (kind === lineCommentToken) tokens.push({ kind: 'line-comment', offset, end })
    if (kind === blockCommentToken) tokens.push({ kind: 'block-comment', offset, end })
  }
  return tokens
}
