import { matchesGlob } from 'node:path'
import { isProblem } from '../shared/problem.ts'
import type { Computer } from './client.ts'
import { entryName } from './entry.ts'
import type { EntryPlace } from './files/entry-place.ts'
import { valueAt } from './files/plain-data.ts'
import { readSettingsFile } from './files/read-file.ts'
import { readEntry } from './files/settings-file.ts'

type SettingsFile = Pick<EntryPlace, 'file' | 'format'>

/** A value in a client's own settings. Settings that cannot be read hold none: the client itself complains about them. */
export function settingAt({ home }: Computer, { file, format }: SettingsFile, names: string[]): unknown {
  try {
    // Claude Code's file can have megabytes, and is read for each of its lists: a parser that knows comments takes ten times as long.
    if (format === 'strict-json') return valueAt(parseStrictly(readSettingsFile({ file, home }).bytes), names)
    const entry = readEntry({ file, format, path: names.slice(0, -1), key: names.at(-1) ?? '', home })
    return entry.state === 'entry' ? entry.value : undefined
  } catch (error) {
    if (!isProblem(error) && !(error instanceof SyntaxError)) throw error
    return undefined
  }
}

const parseStrictly = (bytes: Uint8Array | undefined): unknown =>
  bytes &&
  JSON.parse(
    Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  )

/** Whether a list in a client's own settings has our name, or a pattern with `*` for it, as Qwen Code takes them. */
export function isListed(list: unknown): boolean {
  const isOurs = (name: unknown) => typeof name === 'string' && matchesGlob(entryName, name.trim().toLowerCase())
  return Array.isArray(list) && list.some(isOurs)
}

/**
 * How the person lets Gemini CLI, or Qwen Code, which came from it, use us again: both have a list of servers that they leave out, and one of those
 * that alone they use (google-gemini/gemini-cli packages/cli/src/config/mcp/mcpServerEnablement.ts, `canLoadServer`).
 *
 * @param emptyMeans what an empty list of those that alone are used means
 * @returns undefined where they do not leave us out
 */
export function leftOutByLists(computer: Computer, title: string, settings: SettingsFile, emptyMeans: 'all' | 'none'): string | undefined {
  const allowed = settingAt(computer, settings, ['mcp', 'allowed'])
  if (isListed(settingAt(computer, settings, ['mcp', 'excluded']))) {
    return `${title} leaves Tonearm out. Remove "${entryName}" from the list "mcp.excluded" in ${settings.file}.`
  }
  if (!Array.isArray(allowed) || (allowed.length === 0 && emptyMeans === 'all') || isListed(allowed)) return undefined
  return `${title} uses only the servers that it is told to use. Add "${entryName}" to the list "mcp.allowed" in ${settings.file}.`
}
