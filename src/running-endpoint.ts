import { findEndpoint } from './bridge/endpoint-file.ts'
import type { Connection } from './clients/client.ts'
import type { Status } from './shared/status.ts'

/** Longer than any endpoint on this computer needs, shorter than anybody waits gladly. */
const timeoutMs = 2_000

/** What the Tonearm that runs with this data directory says of itself; undefined when none runs. */
export async function askRunningEndpoint(endpointFile: string): Promise<Status | undefined> {
  return (await findRunningEndpoint(endpointFile))?.status
}

/** The same, with where it is reached and the token. */
export async function findRunningEndpoint(endpointFile: string): Promise<{ connection: Connection; status: Status } | undefined> {
  const connection = findEndpoint(endpointFile)
  if (!connection) return undefined
  try {
    const response = await fetch(new URL('/status', connection.url), {
      headers: { Authorization: `Bearer ${connection.token}` },
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) return undefined
    return { connection, status: (await response.json()) as Status }
  } catch {
    return undefined
  }
}
