import { type Document, isCollection, isMap, isPair, isScalar, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml'
import { lineStart } from '../lines.ts'
import { SettingsFault } from '../settings-text.ts'

/** A parsed document. Its `contents` are null when the text has no content. */
type YamlDocument = Document.Parsed

/** A map in a text, over lines (block) or in braces (flow). */
export type YamlMap = YAMLMap<Node, Node | null>

/** A key with its value, in such a map. */
export type YamlPair = Pair<Node, Node | null>

/** The document of a YAML text. @throws SettingsFault */
export function parseYaml(text: string): YamlDocument {
  // The parser's own search for duplicate keys takes quadratic time. Its warnings would go to the terminal, and quote the text.
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'error' })
  const [error] = document.errors
  if (error?.code === 'MULTIPLE_DOCS') throw new SettingsFault('it holds several YAML documents', error.pos[0])
  if (error) throw new SettingsFault('it is not valid YAML', error.pos[0])
  if (document.contents) refuseDuplicateKeys(document.contents)
  return document
}

/** The document as plain data; undefined when it has no content. @throws SettingsFault when its aliases multiply without end */
export function yamlData(document: YamlDocument): unknown {
  if (isNothing(document.contents)) return undefined
  try {
    return document.toJS()
  } catch {
    throw new SettingsFault('its aliases cannot be followed')
  }
}

/** Whether a value is omitted, as in `extensions:` with nothing after it. */
export function isNothing(node: Node | null | undefined): boolean {
  return !node || (isScalar(node) && node.value === null && !node.source && !node.anchor && !node.tag)
}

export function isYamlMap(node: unknown): node is YamlMap {
  return isMap(node)
}

export function findPair(map: YamlMap, name: string): YamlPair | undefined {
  return map.items.find((pair) => keyOf(pair) === name)
}

export function keyOf(pair: YamlPair): unknown {
  return isScalar(pair.key) ? pair.key.value : undefined
}

export function startOf(node: Node): number {
  return node.range?.[0] ?? 0
}

/** The end of a pair's content, without the spaces and comments after it. */
export function endOfPair(text: string, { key, value }: YamlPair): number {
  return value ? endOfNode(text, value) : endOfNode(text, key)
}

/** By how many characters a node is indented. */
export function columnOfNode(text: string, node: Node): number {
  return startOf(node) - lineStart(text, startOf(node))
}

function endOfNode(text: string, node: Node): number {
  if (isCollection(node) && !node.flow) {
    const last = node.items.at(-1)
    if (isPair(last)) return endOfPair(text, last as YamlPair)
    if (last) return endOfNode(text, last as Node)
  }
  // The range of an omitted value, or of one over several lines, includes white space after it.
  let end = node.range?.[1] ?? 0
  while (' \t\r\n'.includes(text.charAt(end - 1)) && end > 0) end -= 1
  return end
}

function refuseDuplicateKeys(node: Node): void {
  if (!isCollection(node)) return
  const known = new Set<unknown>()
  for (const item of node.items) {
    if (!isPair(item)) {
      refuseDuplicateKeys(item as Node)
      continue
    }
    const pair = item as YamlPair
    const key = keyOf(pair)
    if (isScalar(pair.key) && key !== '<<' && known.has(key)) throw new SettingsFault('it has a key twice', startOf(pair.key))
    known.add(key)
    if (pair.value) refuseDuplicateKeys(pair.value)
  }
}
