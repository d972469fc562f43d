import { readOwnFile } from '../config/read-file.ts'
import { replaceFile } from '../config/replace-file.ts'

/**
 * What clients see of Tonearm while it is not running: the entries of `tools/list` and `prompts/list`, as they go over the wire.
 *
 * Resources are not among them: their list may say what the person has, and reading one needs Tonearm anyway.
 */
export type LastLists = { tools: object[]; prompts: object[] }

/** Writes the lists for the next time that Tonearm is not running. A file that says the same is left alone. */
export function writeLastLists(path: string, lists: LastLists): void {
  const text = `${JSON.stringify(lists)}\n`
  const before = readOwnFile(path)
  if (before.kind !== 'text' || before.text !== text) replaceFile(path, text)
}

/** The lists of the last run; undefined when there was none, or the file is damaged. */
export function readLastLists(path: string): LastLists | undefined {
  const content = readOwnFile(path)
  if (content.kind !== 'text') return undefined
  try {
    const { tools, prompts }: Partial<Record<keyof LastLists, unknown>> = JSON.parse(content.text)
    return isList(tools) && isList(prompts) ? { tools, prompts } : undefined
  } catch {
    return undefined
  }
}

/** Checked without zod: the bridge reads it, and starts faster as a small file. An empty list would hide Tonearm from the model. */
function isList(value: unknown): value is object[] {
  return Array.isArray(value) && value.length > 0 && value.every(hasName)
}

function hasName(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string'
}
