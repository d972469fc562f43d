import type { Status } from '../shared/status.ts'
import type { EndpointAnswer } from './ask-endpoint.ts'
import { type EndpointFile, findEndpoint, silentReason, unprovenReason } from './endpoint-file.ts'
import { parseStatus } from './parse-status.ts'

/** Far longer than an endpoint on this computer needs to answer. */
const timeoutMs = 2_000

/** Signing out waits for the keychain. */
const controlTimeoutMs = 10_000

/** The Tonearm that runs with a data directory. */
export type RunningEndpoint =
  /** `status` is missing when it is of another version, whose status this version cannot read. */
  | { state: 'running'; endpoint: EndpointFile; status?: Status }
  | { state: 'none' }
  /** Something seems to run, but it could not be asked: a sentence that says why and what to do. */
  | { state: 'distrusted'; reason: string }

/** Finds the endpoint that runs with a data directory, lets it prove that it is Tonearm, and asks it for its status. */
export async function findRunningEndpoint(endpointFile: string): Promise<RunningEndpoint> {
  const found = findEndpoint(endpointFile)
  if (found.kind === 'none') return { state: 'none' }
  if (found.kind === 'distrusted') return { state: 'distrusted', reason: found.reason }
  const { endpoint } = found
  const { askEndpoint } = await import('./ask-endpoint.ts')
  const answer = await askEndpoint(endpoint, { method: 'GET', path: '/status', timeoutMs })
  if (answer.kind === 'answer' && answer.status === 200) return { state: 'running', endpoint, status: parseStatus(answer.body) }
  if (answer.kind === 'unreachable') return { state: 'none' }
  return { state: 'distrusted', reason: reasonOf(answer, endpoint.url) }
}

/** What a running Tonearm can be told to do. */
export type ControlAction =
  | 'sign-out'
  | 'import-history'
  | 'cancel-import'
  | 'erase-history'
  | 'pause-access'
  | 'resume-access'
  | 'stop'
  | 'open-window'
  | 'list-changes'
  | 'undo-change'

/**
 * Tells the Tonearm that runs with a data directory to do something.
 *
 * @param options.input what the action needs besides its name
 * @returns `done`, with what the action answers; `none` when none runs; or a sentence that says why it could not be told, or why it failed
 */
export async function controlRunningEndpoint(
  endpointFile: string,
  action: ControlAction,
  options: { input?: object; timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<{ state: 'done'; result?: unknown } | { state: 'none' } | { state: 'failed'; reason: string }> {
  const found = findEndpoint(endpointFile)
  if (found.kind === 'none') return { state: 'none' }
  if (found.kind === 'distrusted') return { state: 'failed', reason: found.reason }
  const { endpoint } = found
  const { input, timeoutMs = controlTimeoutMs, signal } = options
  const { askEndpoint } = await import('./ask-endpoint.ts')
  const answer = await askEndpoint(endpoint, { method: 'POST', path: '/control', body: { ...input, action }, timeoutMs, signal })
  if (answer.kind === 'answer' && answer.status === 200) return { state: 'done', result: (answer.body as { result?: unknown }).result }
  if (answer.kind === 'unreachable') return { state: 'none' }
  return { state: 'failed', reason: reasonOf(answer, endpoint.url) }
}

function reasonOf(answer: Exclude<EndpointAnswer, { kind: 'unreachable' }>, url: string): string {
  switch (answer.kind) {
    case 'silent':
      return silentReason
    case 'unproven':
      return unprovenReason(url)
    case 'answer':
      return sentenceIn(answer.body) ?? `Tonearm refused (HTTP ${answer.status}).`
    default:
      return silentReason
  }
}

/** The sentence of a refusal. */
function sentenceIn(body: unknown): string | undefined {
  const message = (body as { error?: { message?: unknown } } | undefined)?.error?.message
  return typeof message === 'string' ? message : undefined
}
