import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { isFullDisk } from '../config/defects.ts'
import { Problem } from '../shared/problem.ts'
import type { StoredPlay } from '../store/history/stored-plays.ts'

/** How a history is written to a file: a table for spreadsheets, or a JSON list with one play a line. */
export type ExportFormat = 'csv' | 'json'

const bufferedCharacters = 64 * 1024

const columns = [
  'endedAt',
  'startedAt',
  'msPlayed',
  'kind',
  'name',
  'artists',
  'album',
  'uri',
  'context',
  'reasonStart',
  'reasonEnd',
  'skipped',
  'shuffle',
  'offline',
  'private',
  'platform',
  'source',
] as const satisfies (keyof StoredPlay)[]

/**
 * Writes plays to a new file that only its owner can read (mode 0600).
 *
 * @param file an absolute path
 * @returns how many there were
 * @throws Problem `file-unusable` when the file exists or cannot be written; `disk-full`. Nothing stays of the file then
 */
export function exportPlays(plays: Iterable<StoredPlay>, file: string, format: ExportFormat): number {
  const descriptor = create(file)
  try {
    return write(plays, descriptor, format)
  } catch (error) {
    rmSync(file, { force: true })
    if (isFullDisk(error)) throw new Problem('disk-full', `The disk is full, so ${file} was not written. Free some space, then try again.`)
    throw error
  } finally {
    closeSync(descriptor)
  }
}

function create(file: string): number {
  try {
    return openSync(file, 'wx', 0o600)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new Problem('file-unusable', `${file} exists already. Choose another name.`)
    throw new Problem('file-unusable', `${file} cannot be written (${code}). Choose another folder.`)
  }
}

function write(plays: Iterable<StoredPlay>, descriptor: number, format: ExportFormat): number {
  let count = 0
  let text = format === 'csv' ? `${columns.join(',')}\r\n` : '['
  for (const play of plays) {
    text +=
      format === 'csv'
        ? `${columns.map((column) => cell(play[column])).join(',')}\r\n`
        : `${count === 0 ? '' : ','}\n${JSON.stringify(play)}`
    count += 1
    if (text.length < bufferedCharacters) continue
    writeSync(descriptor, text)
    text = ''
  }
  writeSync(descriptor, format === 'csv' ? text : `${text}\n]\n`)
  return count
}

/** RFC 4180. A spreadsheet would take a title that begins with =, + or @ for a formula, so it gets an apostrophe in front. */
function cell(value: StoredPlay[keyof StoredPlay]): string {
  if (value === null) return ''
  const text = Array.isArray(value) ? value.join('; ') : String(value)
  const harmless = /^[=+@\t]|^-\D/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
