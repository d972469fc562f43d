import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { replaceFile } from '../../config/replace-file.ts'
import { Problem } from '../../shared/problem.ts'
import { type ChangeRecord, changeRecordSchema } from './change-record.ts'

/** The records of all settings files that we changed, by the path that the client knows, in a small file in our data directory. */
export type ChangeRecords = {
  read(settingsFile: string): ChangeRecord | undefined
  /** Remembers a record in place of the one before; undefined forgets it. @throws Problem `client-settings` */
  write(settingsFile: string, record: ChangeRecord | undefined): void
}

const fileSchema = z.record(z.string(), changeRecordSchema)

/**
 * The records in a JSON file that only its owner may read (mode 0600). A missing or damaged file holds no records: entries are then removed
 * without restoring the rest byte for byte.
 */
export function openChangeRecords(file: string): ChangeRecords {
  function load(): Map<string, ChangeRecord> {
    try {
      return new Map(Object.entries(fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))))
    } catch {
      return new Map()
    }
  }

  function save(records: Map<string, ChangeRecord>): void {
    try {
      replaceFile(file, `${JSON.stringify(Object.fromEntries(records), undefined, 2)}\n`)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      const sentence = `The client's settings were changed, but ${file} cannot be written (${code}), in which Tonearm remembers how they were. Disconnecting will take away only Tonearm's entry.`
      throw new Problem('client-settings', sentence, { cause: error })
    }
  }

  return {
    read: (settingsFile) => load().get(settingsFile),
    write(settingsFile, record) {
      const records = load()
      if (record) records.set(settingsFile, record)
      else if (!records.delete(settingsFile)) return
      save(records)
    },
  }
}
