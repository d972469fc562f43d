import { measureDuplicates } from './duplicates.ts'

console.log('Removing the duplicates from a playlist of 1,000 rows: requests to Spotify (reads + writes), bytes from Spotify, time')
for (const { what, removed, requests, reads, writes, bytes, milliseconds } of await measureDuplicates()) {
  console.log(`${what}: ${removed} rows, ${requests} requests (${reads} + ${writes}), ${(bytes / 1e6).toFixed(3)} MB, ${milliseconds} ms`)
}
