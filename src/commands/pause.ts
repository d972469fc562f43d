import { controlRunningEndpoint } from '../discovery/running-endpoint.ts'
import { clockOrDay, localZone } from '../shared/moments.ts'
import type { PauseLength } from '../shared/pause-length.ts'
import { Problem } from '../shared/problem.ts'
import { type Command, withTonearm } from './terminal/command.ts'
import type { Invocation } from './terminal/invocation.ts'

/** `tonearm pause` */
export const pause: Command = {
  summary: 'keep all apps from your music for a while',
  usage: ['pause', 'pause hour', 'pause tomorrow'],
  about: 'Apps stay connected, and are told that you paused. Without a word it lasts until "tonearm resume"; "tomorrow" is midnight.',
  flags: {},
  examples: [
    ['pause', 'until "tonearm resume"'],
    ['pause hour', 'for one hour'],
  ],
  completions: { hour: [], tomorrow: [] },
  words(words) {
    const pauseLength = parsePauseLength(words)
    return pauseLength ? { pauseLength } : '"tonearm pause" is followed by nothing, by "hour" or by "tomorrow"'
  },
  run: withTonearm(pauseAccess),
}

function parsePauseLength([first, ...others]: string[]): PauseLength | undefined {
  if (first === undefined) return 'open'
  return (first === 'hour' || first === 'tomorrow') && others.length === 0 ? first : undefined
}

/** Pauses here, for the next start, and in the Tonearm that runs. */
async function pauseAccess({ flags, tonearm, terminal, paths, commandFor }: Invocation): Promise<void> {
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
