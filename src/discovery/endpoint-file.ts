import { readFileSync, rmSync } from 'node:fs'
import { replaceFile } from '../config/replace-file.ts'
import { isHeaderValue } from '../shared/header-value.ts'

/** Where the endpoint is, and the bearer token that it wants to see. */
export type EndpointAddress = { url: string; token: string }

/**
 * What `endpoint.json` says: how to reach the running endpoint, and which process serves it.
 *
 * The file lets the commands and the bridge find the endpoint. It exists only while the endpoint runs and is readable by its owner only.
 */
export type EndpointFile = EndpointAddress & { pid: number; version: string }

/** Writes it, in place of the one of whoever ran before. */
export function writeEndpointFile(path: string, content: EndpointFile): void {
  replaceFile(path, `${JSON.stringify(content)}\n`)
}

/**
 * What it says; undefined when it is missing or is not an endpoint file. The process may have crashed since.
 *
 * Checked without zod: the bridge reads it too, and starts faster as a small file.
 */
export function readEndpointFile(path: string): EndpointFile | undefined {
  try {
    const { url, token, pid, version }: Partial<Record<keyof EndpointFile, unknown>> = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof url !== 'string' || new URL(url).protocol !== 'http:') return undefined
    if (!isHeaderValue(token) || typeof version !== 'string') return undefined
    return typeof pid === 'number' && Number.isInteger(pid) && pid > 0 ? { url, token, pid, version } : undefined
  } catch {
    return undefined
  }
}

/**
 * The same, if the process that wrote it still runs; undefined when not.
 *
 * A file left by a crash counts as none: another program may have the port by now, and must not be sent the token.
 */
export function findEndpoint(path: string): EndpointFile | undefined {
  const found = readEndpointFile(path)
  return found && isRunning(found.pid) ? found : undefined
}

/** Removes it if it is still the one we wrote: another Tonearm may have taken over. */
export function removeEndpointFile(path: string, ours: Pick<EndpointFile, 'pid' | 'token'>): void {
  const found = readEndpointFile(path)
  if (found && found.pid === ours.pid && found.token === ours.token) rmSync(path, { force: true })
}

/** Signal 0 asks only; EPERM means that it runs under another account. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
