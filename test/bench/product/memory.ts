import { setTimeout as wait } from 'node:timers/promises'
import { callOrFail, connectOverHttp, connectOverHttpOfNewerEra } from './clients.ts'
import { memoryMb } from './process-usage.ts'
import { end, type Programs, readyLine } from './programs.ts'

/** What a client that is used a lot asks, in turns. */
const mix: [name: string, parameters: (call: number) => Record<string, unknown>][] = [
  ['search_tracks', (call) => ({ query: `river ${call % 97}` })],
  ['get_playback', () => ({})],
  ['get_user_playlists', () => ({ limit: 20 })],
  ['get_recently_played', () => ({ limit: 20 })],
  ['get_user_top_tracks', () => ({ limit: 10 })],
]

/** The endpoint lets each client call 600 times a minute: many clients, so that the measurement does not wait for that. */
const clients = 25

/** Memory of `serve` in megabytes: at rest, and after each `every` of `calls` mixed calls. */
export function memoryOfServe(programs: Programs, { calls, every }: { calls: number; every: number }) {
  return atRestThen(programs, async (ready, atRest) => {
    const connected = await Promise.all(Array.from({ length: clients }, (_, index) => connectOverHttp(ready, `bench ${index}`)))
    const after: { calls: number; megabytes: number }[] = []
    for (let done = 0; done < calls; ) {
      const batch = connected.map((client, index) => {
        const [name, parameters] = mix[(done + index) % mix.length] ?? mix[0] ?? ['', () => ({})]
        return callOrFail(client, name, parameters(done + index))
      })
      await Promise.all(batch)
      done += batch.length
      if (done % every < batch.length) after.push({ calls: done - (done % every), megabytes: memoryMb(ready.pid) })
    }
    return { atRest, after }
  })
}

/** What the first client of the newer era costs `serve`, in megabytes: its SDK is loaded at that moment. */
export function memoryOfNewerEra(programs: Programs): Promise<number> {
  return atRestThen(programs, async (ready, atRest) => {
    const client = await connectOverHttpOfNewerEra(ready)
    await client.listTools()
    await wait(1_000)
    return memoryMb(ready.pid) - atRest
  })
}

/** Starts `serve`, waits until it has come to rest, and goes on with its memory in megabytes. */
async function atRestThen<Result>(
  programs: Programs,
  work: (ready: Awaited<ReturnType<typeof readyLine>>, atRest: number) => Promise<Result>,
): Promise<Result> {
  const child = programs.serve.start()
  try {
    const ready = await readyLine(child)
    child.stderr.resume()
    await wait(5_000)
    return await work(ready, memoryMb(ready.pid))
  } finally {
    await end(child)
  }
}
