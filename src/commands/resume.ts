import { controlRunningEndpoint } from '../discovery/running-endpoint.ts'
import { Problem } from '../shared/problem.ts'
import { type Command, withTonearm } from './terminal/command.ts'
import type { Invocation } from './terminal/invocation.ts'

/** `tonearm resume` */
export const resume: Command = {
  summary: 'let apps use your music again, after "tonearm pause"',
  usage: ['resume'],
  flags: {},
  examples: [['resume', 'end the pause now']],
  run: withTonearm(resumeAccess),
}

async function resumeAccess({ tonearm, terminal, paths }: Invocation): Promise<void> {
  const running = await controlRunningEndpoint(paths.endpoint, 'resume-access')
  if (running.state === 'failed') throw new Problem('not-available', `The pause goes on. ${running.reason}`)
  if (running.state === 'none') tonearm.access.resume()
  terminal.answer('Apps can use your music again.')
}
