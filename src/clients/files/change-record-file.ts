import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { replaceFile } from '../../config/replace-file.ts'
import { Problem } from '../../shared/problem.ts'
import { type ChangeRecord, changeRecordSchema } from './change-record.ts'

/** The records of all settings files that we changed, by the path that the client uses. They are in a small file in our data directory. */
export type ChangeRecords = {
  read(settingsFile: string): ChangeRecord | undefined
  /** Replaces a record; undefined removes it. @throws Problem `client-settings` */
  write(settingsFile: string, record: ChangeRecord | undefined): void
}

const fileSchema = z.record(z.string(), changeRecordSchema)

/**
 * The records in a JSON file that only its owner may read (mode 0600). A missing or damaged file counts as empty: entries are
 * then removed without restoring the rest byte for byte. Who writes holds the lock of the clients: a write reads all records and replaces the file.
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
      const sentence = `The settings of the app were changed, but Tonearm could not save how they were before: ${file} cannot be written (${code}). Disconnecting will remove only Tonearm's entry.`
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
