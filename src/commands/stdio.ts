import { runBridge } from '../bridge/run-bridge.ts'
import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import { aborted } from './terminal/aborted.ts'
import type { Invocation } from './terminal/invocation.ts'

/**
 * Serves the client that started this command over standard input and output: by the Tonearm that runs in this data directory, so that there is
 * one login, one quota and one history; without one, in this process.
 */
export async function stdio({ tonearm, terminal, paths, signal }: Invocation): Promise<void> {
  if (await findRunningEndpoint(paths.endpoint)) {
    await runBridge({ endpointFile: paths.endpoint, signal, log: terminal.say })
    return
  }
  await tonearm.restore()
  await Promise.race([tonearm.serveStdio(), aborted(signal)])
}
