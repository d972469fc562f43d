import { readFileSync } from 'node:fs'
import { isHeaderValue } from './http.ts'
import { isObject, parseJson } from './message.ts'

/** Where the endpoint is, and the bearer token that it wants to see. */
export type EndpointAddress = { url: string; token: string }

/**
 * Where the running Tonearm of this data directory listens, from the `{url, token, pid, version}` that it writes when it starts and removes when
 * it ends; undefined when none runs.
 *
 * A file left by a crash counts as none: the port may be somebody else's by now, who must not be sent the token.
 */
export function findEndpoint(file: string): EndpointAddress | undefined {
  const content = read(file)
  if (!isObject(content)) return undefined
  const { url, token, pid } = content
  if (typeof url !== 'string' || !isHeaderValue(token) || typeof pid !== 'number') return undefined
  if (!isHttp(url) || !(pid > 0) || !isRunning(pid)) return undefined
  return { url, token }
}

function read(file: string): unknown {
  try {
    return parseJson(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function isHttp(url: string): boolean {
  try {
    return new URL(url).protocol === 'http:'
  } catch {
    return false
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
