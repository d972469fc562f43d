import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import { keepHistory } from './keep-history.ts'
import { aborted } from './terminal/aborted.ts'
import type { Invocation } from './terminal/invocation.ts'

/**
 * Serves the client that started this command over standard input and output. A Tonearm that already runs with this data directory does the work, so
 * that they share one login and one quota. If none runs, this process does it.
 */
export async function stdio(invocation: Invocation): Promise<void> {
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
