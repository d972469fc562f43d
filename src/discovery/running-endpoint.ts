import { Agent, get } from 'node:http'
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
  const answer = await askStatus(endpoint)
  return answer === undefined ? undefined : { endpoint, status: parseStatus(answer) }
}

/** Asked with an agent of its own: `fetch` would send the token to a proxy when Node is told to use one. @returns undefined without an answer in JSON */
function askStatus({ url, token }: EndpointFile): Promise<unknown> {
  return new Promise((resolve) => {
    const request = get(
      new URL('/status', url),
      { agent: new Agent(), headers: { Authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(timeoutMs) },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', () => resolve(undefined))
        response.on('end', () => resolve(response.statusCode === 200 ? parsed(Buffer.concat(parts).toString()) : undefined))
      },
    )
    request.on('error', () => resolve(undefined))
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
