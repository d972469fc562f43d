import { renameSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { Problem } from '../shared/problem.ts'
import { readOwnFile } from './read-file.ts'

const fields = z.record(z.string(), z.unknown())

/**
 * Reads the fields of settings.json; none when there is no file.
 *
 * @returns `empty` when nothing is in it, as some file systems leave a file after a power failure: without a byte, or filled with zero bytes
 * @throws Problem `invalid-setting` that names the file and what to do; the file stays as it is
 */
export function readSettingsFile(file: string): Record<string, unknown> | 'empty' {
  const content = readOwnFile(file)
  if (content.kind === 'missing') return {}
  if (content.kind === 'unreadable') throw new Problem('invalid-setting', `${file} ${content.reason}`, { cause: content.cause })
  // Editors on Windows write a byte order mark, which JSON does not know.
  const text = content.text.replace(/^\uFEFF/, '')
  if (isEmpty(text)) return 'empty'
  try {
    return fields.parse(JSON.parse(text))
  } catch (error) {
    throw new Problem('invalid-setting', `${file} is not valid JSON. Correct it, or delete it to start with the default settings.`, {
      cause: error,
    })
  }
}

/**
 * Puts an empty settings file aside, so that this is said once.
 *
 * @param now milliseconds since the epoch, for the new name
 * @returns a sentence for the person
 */
export function putSettingsAside(file: string, now: number): string {
  const aside = `${file}.damaged-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}`
  const start = `The settings file ${file} was empty, perhaps after a power failure. Tonearm uses the default settings`
  try {
    renameSync(file, aside)
  } catch {
    return `${start}. The file could not be renamed.`
  }
  return `${start}, and the file was renamed to ${basename(aside)}.`
}

function isEmpty(text: string): boolean {
  return text.replaceAll('\0', '').trim() === ''
}
