import type { Readable, Writable } from 'node:stream'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { type JSONRPCMessage, JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js'
import { createLineSplitter, type LongLine } from '../shared/line-splitter.ts'
import { type RequestId, refusalBody, requestIdOf, rpcCode } from './http/refusal.ts'

/** A message over stdio may be as large as the one client cares to make it, up to this. */
const maximumLineBytes = 1024 * 1024

/** What is wrong with a line. `id`: of the request that it was, where that can be told. */
type WrongLine = { code: number; sentence: string; id?: RequestId | undefined }

/**
 * JSON-RPC in lines over two streams. A line that is no message is answered with what is wrong with it. The SDK's own transport drops such a line, so that
 * the client waits for nothing, and ends the connection at one that is too long.
 */
export function createStdioTransport(input: Readable, output: Writable): Transport {
  const splitter = createLineSplitter(maximumLineBytes)

  const onData = (chunk: Buffer) => {
    for (const line of splitter.feed(chunk)) {
      const read = readLine(line)
      if (read === undefined) continue
      if ('sentence' in read) output.write(`${refusalBody({ ...read, status: 0 }, read.id)}\n`)
      else transport.onmessage?.(read)
    }
  }
  const onError = (error: Error) => transport.onerror?.(error)

  const transport: Transport = {
    async start() {
      input.on('data', onData).on('error', onError)
    },
    async send(message) {
      if (output.write(`${JSON.stringify(message)}\n`)) return
      await new Promise<void>((resolve) => output.once('drain', resolve))
    },
    async close() {
      input.off('data', onData)
      transport.onclose?.()
    },
  }
  return transport
}

/** @returns undefined for an empty line */
function readLine(line: string | LongLine): JSONRPCMessage | WrongLine | undefined {
  if (typeof line !== 'string') return { ...tooLong, id: line.id }
  if (line.trim() === '') return undefined
  const value = parseJson(line)
  if (value === undefined) return notJson
  if (Array.isArray(value)) return batch
  const { success, data } = JSONRPCMessageSchema.safeParse(value)
  if (success) return data
  return { ...notAMessage, id: typeof value === 'object' && value !== null ? requestIdOf(value) : undefined }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const tooLong: WrongLine = {
  code: rpcCode.invalidRequest,
  sentence: 'This line has more than 1 MB, so it was not read. Send smaller messages.',
}
const notJson: WrongLine = { code: rpcCode.notJson, sentence: 'This line is not valid JSON. Send one JSON-RPC message per line.' }
const batch: WrongLine = { code: rpcCode.invalidRequest, sentence: 'Batches are not accepted. Send one JSON-RPC message per line.' }
const notAMessage: WrongLine = {
  code: rpcCode.invalidRequest,
  sentence: 'This is not a JSON-RPC request, notification or response, or its params are not an object.',
}
