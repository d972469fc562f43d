import { extendedRow } from './rows.ts'
import { zip } from './zip.ts'

/** An archive of as many files as this, with one play each: an import that takes a while. */
export function manyFiles(count: number): Uint8Array {
  return zip(
    Array.from({ length: count }, (_, at) => {
      const ts = new Date(Date.UTC(2020, 0, 1, at)).toISOString().replace('.000', '')
      return { name: `Streaming_History_Audio_${at}.json`, content: JSON.stringify([extendedRow({ ts, offline_timestamp: 0 })]) }
    }),
  )
}
