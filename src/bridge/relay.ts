import type { Readable, Writable } from 'node:stream'
import type { LastLists } from '../discovery/last-lists.ts'
import { createLineSplitter, type LongLine } from '../shared/line-splitter.ts'
import { createClientRequests } from './client-requests.ts'
import { errorMessages } from './error-messages.ts'
import { isInvalidRequest } from './http-reply.ts'
import { classify, errorAnswer, errorCode, isId, isObject, type Notification, paramsOf, parseJson, type Request } from './json-rpc.ts'
import { createKnownLists } from './known-lists.ts'
import { createOfflineAnswers } from './offline-answers.ts'
import { createOutput } from './output.ts'
import { defaultTimeouts, type Timeouts } from './timeouts.ts'
import { createUpstream } from './upstream.ts'

export type RelayOptions = {
  input: Readable
  output: Writable
  /** The endpoint.json in which the running Tonearm says how to reach it. */
  endpointFile: string
  /** What the last run left for clients that ask while Tonearm is not running. */
  listsFile: string
  /** The lists for a computer on which Tonearm never ran. */
  builtInLists: LastLists
  /** The version of this build. */
  version: string
  platform: NodeJS.Platform
  /** Ends the relay. */
  signal: AbortSignal
  /** Gets sentences for diagnostics, without secrets. */
  log: (text: string) => void
  timeouts?: Partial<Timeouts>
}

/** A longer line is refused here. The endpoint accepts less, and says so in its answer. */
const longestLineBytes = 10 * 1024 * 1024

/**
 * Relays between one MCP client at `input` and `output` (newline-delimited JSON-RPC) and the endpoint of the Tonearm that is running at the moment.
 * Settles when the client has gone or `signal` aborts.
 */
export async function relay({
  input,
  endpointFile,
  listsFile,
  builtInLists,
  version,
  platform,
  signal,
  log,
  ...options
}: RelayOptions): Promise<void> {
  const timeouts = { ...defaultTimeouts, ...options.timeouts }
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const output = createOutput(options.output, end)
  const { write } = output
  const known = createKnownLists()
  const offline = createOfflineAnswers({ listsFile, builtIn: builtInLists, version })
  const upstream = createUpstream({ endpointFile, platform, timeouts, known, write, log })
  const requests = createClientRequests({ upstream, offline, known, timeouts, write })
  const lines = createLineSplitter(longestLineBytes)
  let isInitialized = false

  function onChunk(chunk: Buffer | string): void {
    for (const line of lines.feed(Buffer.from(chunk))) onLine(line)
  }

  function onLine(line: string | LongLine): void {
    if (typeof line !== 'string') {
      void write(errorAnswer(line.id ?? null, errorCode.invalidRequest, errorMessages.tooLong))
      return
    }
    const value = parseJson(line)
    if (line.trim() === '') return
    if (value === undefined) void write(errorAnswer(null, errorCode.notJson, errorMessages.notJson))
    // Batches belong to protocol version 2025-03-26. The endpoint accepts none, so each message is sent on its own.
    else for (const message of Array.isArray(value) && value.length > 0 ? value : [value]) onMessage(message)
  }

  function onMessage(value: unknown): void {
    const received = classify(value)
    switch (received.kind) {
      case 'request':
        void answer(received.message).then((answer) => answer && write(answer))
        break
      case 'notification':
        onNotification(received.message)
        break
      case 'answer':
        upstream.answer(received.message)
        break
      case 'invalid':
        void write(errorAnswer(received.id, errorCode.invalidRequest, errorMessages.notAMessage))
    }
  }

  function onNotification(notification: Notification): void {
    const { requestId } = paramsOf(notification)
    if (notification.method === 'notifications/initialized') upstream.ready()
    else if (notification.method !== 'notifications/cancelled') upstream.notify(notification)
    else if (isId(requestId)) requests.cancel(requestId, notification)
  }

  async function answer(request: Request): Promise<object | undefined> {
    const { id, method } = request
    // The client asks whether the program at the other end of the pipe is alive, and that is the bridge.
    if (method === 'ping') return { jsonrpc: '2.0', id, result: {} }
    if (method === 'initialize') return initialize(request)
    // Clients of 2026-07-28 ask this first, and send `initialize` when they hear that it is unknown.
    if (method === 'server/discover') return errorAnswer(id, errorCode.methodNotFound, errorMessages.noDiscovery)
    if (!isInitialized) return errorAnswer(id, errorCode.methodNotFound, errorMessages.notInitialized)
    return requests.send(request)
  }

  async function initialize({ id, params }: Request): Promise<object> {
    if (!isObject(params)) return errorAnswer(id, errorCode.invalidParams, errorMessages.incompleteInitialize)
    isInitialized = true
    upstream.initialize(params)
    const found = await upstream.sessionSoon()
    if ('session' in found) {
      const result = found.session.initializeResult
      upstream.initialized(result.protocolVersion)
      return { jsonrpc: '2.0', id, result }
    }
    const { code, message } = found.refusal
    if (isInvalidRequest(found.refusal)) {
      isInitialized = false
      return errorAnswer(id, code, message)
    }
    log(message)
    const result = offline.initialize(params.protocolVersion)
    upstream.initialized(result.protocolVersion)
    return { jsonrpc: '2.0', id, result }
  }

  input.on('data', onChunk).on('end', end).on('close', end).on('error', end)
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  await ended
  input.off('data', onChunk).pause()
  await Promise.all([upstream.end(), output.close(timeouts.closeMs)])
}
