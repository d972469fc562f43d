import type { Readable, Writable } from 'node:stream'
import { type LastLists, readLastLists } from '../discovery/last-lists.ts'
import { createLineSplitter, type LongLine } from '../shared/line-splitter.ts'
import type { ConnectionOptions } from './connection.ts'
import { createLegacyConnection } from './era-2025/connection.ts'
import { createModernConnection } from './era-2026/connection.ts'
import { createEras } from './eras.ts'
import { errorMessages } from './error-messages.ts'
import { classify, errorAnswer, errorCode, parseJson } from './json-rpc.ts'
import { createOutput } from './output.ts'
import { defaultTimeouts, type Timeouts } from './timeouts.ts'

export type RelayOptions = {
  input: Readable
  output: Writable
  /** The endpoint.json in which the running Tonearm says how to reach it. */
  endpointFile: string
  /** What the last run left for clients that ask while Tonearm is not running. */
  listsFile: string
  /** The lists for a computer on which Tonearm never ran. */
  builtInLists: LastLists
  /** Called when a request needs a Tonearm that is not running: starts it, where the person allows that. */
  startTonearm?: () => void
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
 * Settles when the client has gone or `signal` aborts, after the calls under way were finished or cancelled.
 */
export async function relay({ input, listsFile, builtInLists, signal, ...options }: RelayOptions): Promise<void> {
  const timeouts = { ...defaultTimeouts, ...options.timeouts }
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const output = createOutput(options.output, end)
  const { write } = output
  const connectionOptions: ConnectionOptions = { ...options, timeouts, write, lists: () => readLastLists(listsFile) ?? builtInLists }
  const client = createEras({
    legacy: () => createLegacyConnection(connectionOptions),
    modern: () => createModernConnection(connectionOptions),
  })
  const inFlight = new Set<Promise<unknown>>()
  const lines = createLineSplitter(longestLineBytes)

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
        track(client.request(received.message).then((answer) => answer && write(answer)))
        break
      case 'notification':
        client.notify(received.message)
        break
      case 'answer':
        client.answer(received.message)
        break
      case 'invalid':
        void write(errorAnswer(received.id, errorCode.invalidRequest, errorMessages.notAMessage))
    }
  }

  function track(answered: Promise<unknown>): void {
    inFlight.add(answered)
    void answered.finally(() => inFlight.delete(answered))
  }

  /** The client has closed its side, and may still read: what is under way is finished, and cancelled if it takes too long. */
  async function finish(): Promise<void> {
    client.finish()
    const timer = setTimeout(end, timeouts.finishMs)
    await Promise.all(inFlight)
    clearTimeout(timer)
    end()
  }

  input.on('data', onChunk)
  for (const event of ['end', 'close', 'error'] as const) input.on(event, () => void finish())
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  await ended
  input.off('data', onChunk).pause()
  await Promise.all([client.end(), output.close(timeouts.closeMs)])
}
