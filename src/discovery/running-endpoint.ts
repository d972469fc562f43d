import type { Status } from '../shared/status.ts'
import { type EndpointFile, findEndpoint } from './endpoint-file.ts'
import { parseStatus } from './parse-status.ts'

/** Far longer than an endpoint on this computer needs to answer. */
const timeoutMs = 2_000

/** The Tonearm that runs with a data directory. `status` is missing when it is of another version, whose status this version cannot read. */
export type RunningEndpoint = { endpoint: EndpointFile; status?: Status }

/** Finds the endpoint that runs with a data directory and asks it for its status; undefined when none runs. */
export async function findRunningEndpoint(endpointFile: string): Promise<RunningEndpoint | undefined> {
  const endpoint = findEndpoint(endpointFile)
  if (!endpoint) return undefined
  try {
    const response = await fetch(new URL('/status', endpoint.url), {
      headers: { Authorization: `Bearer ${endpoint.token}` },
      signal: AbortSignal.timeout(timeoutMs),
    })
    return response.ok ? { endpoint, status: parseStatus(await response.json()) } : undefined
  } catch {
    return undefined
  }
}
