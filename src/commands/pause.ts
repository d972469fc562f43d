import { controlRunningEndpoint } from '../discovery/running-endpoint.ts'
import { clockOrDay, localZone } from '../shared/moments.ts'
import { Problem } from '../shared/problem.ts'
import type { Invocation } from './terminal/invocation.ts'

/** Keeps all apps from the music for a while: here, for the next start, and in the Tonearm that runs. */
export async function pause({ flags, tonearm, terminal, paths, commandFor }: Invocation): Promise<void> {
  const length = flags.pauseLength ?? 'open'
  const running = await controlRunningEndpoint(paths.endpoint, 'pause-access', { input: { length } })
  if (running.state === 'failed') throw new Problem('not-available', `Nothing is paused. ${running.reason}`)
  if (running.state === 'none') tonearm.access.pause(length)
  const until = (running.state === 'done' ? (running.result as { until?: string } | undefined) : untilHere())?.until
  const end = until === undefined ? '' : ` until ${clockOrDay(Date.parse(until), Date.now(), localZone())}`
  terminal.answer(`Paused${end}. Apps stay connected, and are told that you paused. To go on: ${commandFor('resume')}`)

  function untilHere() {
    const paused = tonearm.access.current()
    return paused?.by === 'user' ? paused : undefined
  }
}

/** Lets apps use the music again. */
export async function resume({ tonearm, terminal, paths }: Invocation): Promise<void> {
  const running = await controlRunningEndpoint(paths.endpoint, 'resume-access')
  if (running.state === 'failed') throw new Problem('not-available', `The pause goes on. ${running.reason}`)
  if (running.state === 'none') tonearm.access.resume()
  terminal.answer('Apps can use your music again.')
}
