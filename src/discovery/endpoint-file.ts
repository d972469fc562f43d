import { readFileSync, rmSync } from 'node:fs'
import { replaceFile } from '../config/replace-file.ts'
import { isHeaderValue } from '../shared/header-value.ts'

/** The endpoint's address, and the bearer token that it requires. */
export type EndpointAddress = { url: string; token: string }

/**
 * The content of `endpoint.json`: how to reach the running endpoint, and the process that it belongs to.
 *
 * The file lets the commands and the bridge find the endpoint. It exists only while the endpoint runs and is readable by its owner only.
 */
export type EndpointFile = EndpointAddress & { pid: number; version: string }

/** Writes the file, in place of one that is left from before. */
export function writeEndpointFile(path: string, content: EndpointFile): void {
  replaceFile(path, `${JSON.stringify(content)}\n`)
}

/**
 * Reads the file; undefined when it is missing or is not an endpoint file. The process may have crashed since.
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
 * Reads the file if the process that wrote it is still running; undefined otherwise.
 *
 * A file that is left after a crash does not count: another program may use the port now, and must not get the token.
 */
export function findEndpoint(path: string): EndpointFile | undefined {
  const found = readEndpointFile(path)
  return found && isRunning(found.pid) ? found : undefined
}

/** Removes the file if it is still the one that we wrote: another Tonearm may have replaced it. */
export function removeEndpointFile(path: string, ours: Pick<EndpointFile, 'pid' | 'token'>): void {
  const found = readEndpointFile(path)
  if (found && found.pid === ours.pid && found.token === ours.token) rmSync(path, { force: true })
}

/** Signal 0 only checks whether the process exists. EPERM means that it runs under another account. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
