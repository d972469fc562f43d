import type { Connection } from './clients/client.ts'
import { readEndpointFile } from './mcp/endpoint-file.ts'
import type { Status } from './shared/status.ts'

/** Longer than any endpoint on this computer needs, shorter than anybody waits gladly. */
const timeoutMs = 2_000

/** What the Tonearm that runs with this data directory says of itself; undefined when none runs. */
export async function askRunningEndpoint(endpointFile: string): Promise<Status | undefined> {
  return (await findRunningEndpoint(endpointFile))?.status
}

/** The same, with where it is reached and the token. */
export async function findRunningEndpoint(endpointFile: string): Promise<{ connection: Connection; status: Status } | undefined> {
  const endpoint = readEndpointFile(endpointFile)
  // The file may be left from a crash; then the port may be somebody else's, who must not be sent the token.
  if (!endpoint || !isRunning(endpoint.pid)) return undefined
  try {
    const response = await fetch(new URL('/status', endpoint.url), {
      headers: { Authorization: `Bearer ${endpoint.token}` },
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) return undefined
    return { connection: { url: endpoint.url, token: endpoint.token }, status: (await response.json()) as Status }
  } catch {
    return undefined
  }
}

/** Signal 0 asks only; EPERM means that it runs under another account. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
