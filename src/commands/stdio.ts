import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import { keepHistory } from './keep-history.ts'
import { aborted } from './terminal/aborted.ts'
import { type Command, withTonearm } from './terminal/command.ts'
import type { Invocation } from './terminal/invocation.ts'

/** `tonearm stdio` */
export const stdio: Command = {
  summary: 'serve the one app that started this command',
  usage: ['stdio'],
  about: 'For the settings of an app that starts its servers itself. If a Tonearm runs already, it does the work.',
  flags: { structured: 'also send results as structured content, for apps that are programs (costs tokens)' },
  examples: [['stdio', 'the command line for the settings of such an app']],
  run: withTonearm(serveStdio),
}

/**
 * Serves the client that started this command over standard input and output. A Tonearm that already runs with this data directory does the work, so
 * that they share one login and one quota. If none runs, this process does it.
 */
async function serveStdio(invocation: Invocation): Promise<void> {
  const { tonearm, terminal, paths, signal } = invocation
  const running = await findRunningEndpoint(paths.endpoint)
  if (running.state === 'running') {
    const { runBridge } = await import('../bridge/run-bridge.ts')
    await runBridge({ endpointFile: paths.endpoint, listsFile: paths.lists, signal, log: terminal.say })
    return
  }
  if (running.state === 'distrusted') terminal.say(running.reason)
  await tonearm.restore()
  keepHistory(invocation)
  await Promise.race([tonearm.serveStdio(), aborted(signal)])
}
