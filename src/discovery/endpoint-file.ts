import { rmSync } from 'node:fs'
import { type FileContent, readOwnFile } from '../config/read-file.ts'
import { replaceFile } from '../config/replace-file.ts'
import { isHeaderValue } from '../shared/header-value.ts'
import { isLoopbackHost } from '../shared/loopback.ts'

/** The endpoint's address, and the bearer token that it requires of clients. */
export type EndpointAddress = { url: string; token: string }

/**
 * The content of `endpoint.json`: how to reach the running endpoint, and the process that it belongs to.
 *
 * The file lets the commands and the bridge find the endpoint. It exists only while the endpoint runs and is readable by its owner only.
 */
export type EndpointFile = EndpointAddress & {
  /** Lets the commands see the whole status and control this Tonearm. No client gets it. Missing in files of versions before 0.2. */
  controlToken?: string
  pid: number
  version: string
}

/** The endpoint that runs with a data directory. */
export type FoundEndpoint =
  | { kind: 'found'; endpoint: EndpointFile & { controlToken: string } }
  | { kind: 'none' }
  /** A file is there, but no token in it may be sent: a sentence that says why and what to do. */
  | { kind: 'distrusted'; reason: string }

/** Writes the file, in place of one that is left from before. */
export function writeEndpointFile(path: string, content: EndpointFile): void {
  replaceFile(path, `${JSON.stringify(content)}\n`)
}

/** Reads the file; undefined when it is missing or is not an endpoint file. The process may have crashed since. */
export function readEndpointFile(path: string): EndpointFile | undefined {
  const content = readOwnFile(path)
  return content.kind === 'text' ? parse(content.text) : undefined
}

/**
 * Finds the endpoint of a process that still runs, and checks that its tokens may be used: the file is ours, only we can read it, and it names an
 * address of this computer alone. Whether the program at the address is Tonearm shows only its proof (`openProvenConnection`).
 */
export function findEndpoint(path: string): FoundEndpoint {
  const content = readOwnFile(path)
  if (content.kind === 'missing') return { kind: 'none' }
  if (content.kind === 'unreadable') {
    if (isOutOfFiles(content.cause)) return { kind: 'none' }
    return { kind: 'distrusted', reason: `${path} ${content.reason}` }
  }
  const endpoint = parse(content.text)
  if (!endpoint || !isProcessRunning(endpoint.pid)) return { kind: 'none' }
  const { url, version, controlToken } = endpoint
  if (!isOnlyOurs(content)) return { kind: 'distrusted', reason: othersCanRead(path) }
  if (!isLoopbackHost(new URL(url).hostname)) return { kind: 'distrusted', reason: notLoopback(url) }
  if (controlToken === undefined) return { kind: 'distrusted', reason: tooOld(version) }
  return { kind: 'found', endpoint: { ...endpoint, controlToken } }
}

/** Removes the file if it is still the one that we wrote: another Tonearm may have replaced it. */
export function removeEndpointFile(path: string, ours: Pick<EndpointFile, 'pid' | 'token'>): void {
  const found = readEndpointFile(path)
  if (found && found.pid === ours.pid && found.token === ours.token) rmSync(path, { force: true })
}

/** What to say when the program at the address gave no proof. No token was sent to it. */
export function unprovenReason(url: string): string {
  return `The program at ${new URL(url).origin} did not prove that it is Tonearm, so no access key was sent to it. Quit that program and Tonearm, then start Tonearm again.`
}

/** What to say when a program listens at the address and does not answer. */
export const silentReason = 'Tonearm is running, but it does not answer. Quit it, then start it again.'

/** Checked without zod: the bridge reads it too, and starts faster as a small file. */
function parse(text: string): EndpointFile | undefined {
  try {
    const { url, token, controlToken, pid, version }: Partial<Record<keyof EndpointFile, unknown>> = JSON.parse(text)
    if (typeof url !== 'string' || new URL(url).protocol !== 'http:') return undefined
    if (!isHeaderValue(token) || typeof version !== 'string') return undefined
    if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0) return undefined
    return { url, token, ...(isHeaderValue(controlToken) && { controlToken }), pid, version }
  } catch {
    return undefined
  }
}

/** Whether the file belongs to us and nobody else may read it. Windows has no such owners and modes: there the folder's access list decides. */
function isOnlyOurs({ stats }: Extract<FileContent, { kind: 'text' }>): boolean {
  const us = process.getuid?.()
  return us === undefined || (stats.uid === us && (stats.mode & 0o077) === 0)
}

/** This process may open no more files for now. That passes, and says nothing about the file. */
function isOutOfFiles(cause: unknown): boolean {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  return code === 'EMFILE' || code === 'ENFILE'
}

/** Whether the process exists, which signal 0 only checks. EPERM means that it runs under another account. */
export function isProcessRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function othersCanRead(path: string): string {
  return `Other users of this computer can read ${path}, or it belongs to another user, so the access key in it is not used. Quit Tonearm, delete the file, then start Tonearm again.`
}

function notLoopback(url: string): string {
  return `Tonearm listens on ${new URL(url).origin}, which is not an address of this computer alone, so no access key is sent there. Start it without --host, or with --host 0.0.0.0.`
}

function tooOld(version: string): string {
  return `Tonearm ${version} is running. It is too old to prove that it is Tonearm, so no access key was sent to it. Update Tonearm.`
}
