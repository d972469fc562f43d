import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { startFakeSpotify } from '../../fake-spotify/fake-spotify.ts'
import { connectOverHttp } from '../product/clients.ts'
import { percentile, timed } from '../product/numbers.ts'
import { end, preparePrograms, readyLine } from '../product/programs.ts'

/** One client may ask 600 times a minute. */
const clientCount = 8

/** How long an answer of the endpoint takes, in milliseconds, while a Tonearm that runs, as it ships, imports an archive. */
export async function pingsDuringImport(archive: string): Promise<{ pings: number; median: number; p99: number; longest: number }> {
  // The builder needs much memory, which the processes that main.ts measures before would begin with.
  const { builtCommand } = await import('../../package/built-command.ts')
  const cli = await builtCommand()
  const spotify = await startFakeSpotify({ checkContract: false })
  const programs = preparePrograms(spotify, cli)
  const serve = programs.serve.start()
  try {
    const ready = await readyLine(serve)
    serve.stderr.resume()
    const clients = await Promise.all(Array.from({ length: clientCount }, (_, number) => connectOverHttp(ready, `bench ${number}`)))
    const ping = (number: number) => timed(async () => clients[number % clientCount]?.ping())
    for (let number = 0; number < 5 * clientCount; number += 1) await ping(number)
    // The command hands the import to the Tonearm that runs.
    const command = spawn(process.execPath, [cli, 'history', 'import', archive, '--account', 'bench', '--json'], {
      env: programs.serve.environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    let importing = true
    const imported = once(command, 'exit').then(([code]) => {
      importing = false
      if (code !== 0) throw new Error(`The import ended with ${code}`)
    })
    const times: number[] = []
    while (importing) {
      times.push(await ping(times.length))
      await wait(10)
    }
    await imported
    await Promise.all(clients.map((client) => client.close()))
    return { pings: times.length, median: percentile(times, 50), p99: percentile(times, 99), longest: Math.max(...times) }
  } finally {
    await end(serve)
    programs.remove()
    await spotify.stop()
  }
}
