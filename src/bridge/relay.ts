import type { Readable, Writable } from 'node:stream'
import { createLineSplitter } from './lines.ts'
import { errorAnswer, errorCode, isId, isObject, type Notification, parseJson, type Request, sort } from './message.ts'
import { createOutput } from './output.ts'
import { ownAnswer } from './own-answer.ts'
import { isOwnFault } from './reply.ts'
import { createRequests } from './requests.ts'
import { sentences } from './sentences.ts'
import { createUpstream } from './upstream.ts'
import { usualWaits, type Waits } from './waits.ts'

export type RelayOptions = {
  input: Readable
  output: Writable
  /** Where the running Tonearm says how to reach it. */
  endpointFile: string
  /** Of this build. */
  version: string
  platform: NodeJS.Platform
  /** Ends the relay. */
  signal: AbortSignal
  /** For diagnostics: sentences without secrets. */
  say: (text: string) => void
  waits?: Partial<Waits>
}

/** A longer line is refused. The endpoint takes less, but says so in an answer. */
const longestLineBytes = 10 * 1024 * 1024

/**
 * Relays between one MCP client at `input` and `output` (newline-delimited JSON-RPC) and the endpoint of the running Tonearm, whichever that is
 * at the moment. Settles when the client has gone or `signal` aborts.
 */
export async function relay({ input, endpointFile, version, platform, signal, say, ...options }: RelayOptions): Promise<void> {
  const waits = { ...usualWaits, ...options.waits }
  let leave = () => {}
  const left = new Promise<void>((resolve) => {
    leave = resolve
  })
  const output = createOutput(options.output, leave)
  const upstream = createUpstream({ endpointFile, platform, waits, write: output.write, say })
  const requests = createRequests(upstream, waits.start)
  const lines = createLineSplitter(longestLineBytes)
  let hasBegun = false

  function onChunk(chunk: Buffer | string): void {
    for (const line of lines.feed(Buffer.from(chunk))) onLine(line)
  }

  function onLine(line: string | undefined): void {
    const value = line === undefined ? undefined : parseJson(line)
    if (line === undefined) write(errorAnswer(null, errorCode.invalidRequest, sentences.tooLong))
    else if (line.trim() === '') return
    else if (value === undefined) write(errorAnswer(null, errorCode.notJson, sentences.notJson))
    // Batches belong to protocol version 2025-03-26. The endpoint takes none, but each message of one can go for itself.
    else for (const message of Array.isArray(value) && value.length > 0 ? value : [value]) onMessage(message)
  }

  function onMessage(value: unknown): void {
    const sorted = sort(value)
    switch (sorted.kind) {
      case 'request':
        void answer(sorted.message).then((answer) => answer && output.write(answer))
        break
      case 'notification':
        onNotification(sorted.message)
        break
      case 'answer':
        upstream.answer(sorted.message)
        break
      case 'none':
        write(errorAnswer(sorted.id, errorCode.invalidRequest, sentences.notAMessage))
    }
  }

  function onNotification(notification: Notification): void {
    const { method, params } = notification
    if (method === 'notifications/initialized') upstream.ready()
    else if (method !== 'notifications/cancelled') upstream.notify(notification)
    else if (isId(params?.requestId)) requests.cancel(params.requestId, notification)
  }

  async function answer(request: Request): Promise<object | undefined> {
    const { id, method } = request
    // The client asks whether the one at the other end of the pipe is there, and that is the bridge.
    if (method === 'ping') return { jsonrpc: '2.0', id, result: {} }
    if (method === 'initialize') return initialize(request)
    // Clients of 2026-07-28 ask this first, and go on with `initialize` at once when they hear that it is unknown.
    if (method === 'server/discover') return errorAnswer(id, errorCode.methodNotFound, sentences.noDiscovery)
    if (!hasBegun) return errorAnswer(id, errorCode.methodNotFound, sentences.notInitialized)
    return requests.send(request)
  }

  async function initialize({ id, params }: Request): Promise<object> {
    if (!isObject(params)) return errorAnswer(id, errorCode.invalidParams, sentences.incompleteInitialize)
    hasBegun = true
    upstream.begin(params)
    const found = await upstream.session(waits.start)
    if ('session' in found) {
      const result = found.session.introduction
      upstream.introduced(result.protocolVersion, 'endpoint')
      return { jsonrpc: '2.0', id, result }
    }
    const { code, sentence } = found.refusal
    if (isOwnFault(found.refusal)) {
      hasBegun = false
      return errorAnswer(id, code, sentence)
    }
    say(sentence)
    const result = ownAnswer(params.protocolVersion, version)
    upstream.introduced(result.protocolVersion, 'bridge')
    return { jsonrpc: '2.0', id, result }
  }

  function write(message: object): void {
    void output.write(message)
  }

  input.on('data', onChunk).on('end', leave).on('close', leave).on('error', leave)
  signal.addEventListener('abort', leave)
  if (signal.aborted) leave()
  await left
  input.off('data', onChunk).pause()
  await Promise.all([upstream.end(), output.close(waits.farewell)])
}
