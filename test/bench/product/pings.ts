import { setTimeout as wait } from 'node:timers/promises'
import { callOrFail, connectOverHttp } from './clients.ts'
import { percentile, timed } from './numbers.ts'
import { end, type Programs, readyLine } from './programs.ts'

/** How long one client's pings take, in milliseconds, while another reads a playlist of many rows. */
export async function pingsDuringLongRead(programs: Programs, { playlist, rounds }: { playlist: string; rounds: number }) {
  const child = programs.serve.start()
  try {
    const ready = await readyLine(child)
    child.stderr.resume()
    const [reader, other] = await Promise.all([connectOverHttp(ready, 'reader'), connectOverHttp(ready, 'other')])
    await callOrFail(reader, 'get_user_playlists')
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      let reading = true
      const read = callOrFail(reader, 'get_playlist_items', { playlist, limit: 1000, filter: 'song' }).finally(() => {
        reading = false
      })
      while (reading) {
        times.push(await timed(() => other.ping()))
        await wait(5)
      }
      await read
    }
    return { pings: times.length, median: percentile(times, 50), p99: percentile(times, 99), longest: Math.max(...times) }
  } finally {
    await end(child)
  }
}
