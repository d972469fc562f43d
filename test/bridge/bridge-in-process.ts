import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { onTestFinished } from 'vitest'
import { relay } from '../../src/bridge/relay.ts'
import type { Timeouts } from '../../src/bridge/timeouts.ts'
import { type EndpointFile, writeEndpointFile } from '../../src/discovery/endpoint-file.ts'

/** A JSON-RPC message as a test looks at it. */
export type Seen = {
  jsonrpc: '2.0'
  id?: string | number | null
  method?: string
  params?: Record<string, unknown>
  result?: Record<string, unknown>
  error?: { code: number; message: string }
}

/** The bridge in this process, with a client made by hand: the test decides what is sent when, and how long things take. */
export type BridgeInProcess = {
  /** Sends messages as they are. */
  send(...messages: object[]): void
  /** Sends bytes as they are. */
  write(bytes: string | Buffer): void
  /** Sends a request with a new id. @returns its answer */
  ask(method: string, params?: Record<string, unknown>): Promise<Seen>
  /** Calls the tool. @returns its text, and whether it failed */
  call(name: string, parameters?: Record<string, unknown>): Promise<{ text: string; failed: boolean }>
  /** Introduces the client and says that it is ready. @returns the answer */
  initialize(params?: Record<string, unknown>): Promise<Seen>
  /** Everything that the client got, in order. */
  seen(): Seen[]
  /** Waits for a message that fits: one that comes, or one that has come and was not returned before. */
  next(fits: (message: Seen) => boolean): Promise<Seen>
  /** Stops reading what the bridge writes, or goes on. */
  stopReading(stop: boolean): void
  /** Bytes that the bridge has written and nobody has read. */
  unread(): number
  /** The diagnostics. */
  logged(): string
  /** The client goes. Settles when the bridge has ended. */
  leave(): Promise<void>
  ended: Promise<void>
}

/** Short for tests; `start` is long enough for a busy machine. */
const quickTimeouts: Partial<Timeouts> = {
  startMs: 3_000,
  answerMs: 2_000,
  progressMs: 2_000,
  pollMs: 10,
  backgroundPollMs: 30,
  openMs: 2_000,
  closeMs: 500,
}

export const introduction = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'hand-made', version: '1' } }

/** Stands for the lists that the build puts into bridge.js. */
export const builtInLists = { tools: [{ name: 'built_in' }], prompts: [{ name: 'built_in_prompt' }] }

/** Starts it for one test. */
export function startBridge(options: { endpointFile: string; platform?: NodeJS.Platform; timeouts?: Partial<Timeouts> }): BridgeInProcess {
  const { endpointFile, platform = 'linux', timeouts } = options
  const input = new PassThrough()
  const output = new PassThrough()
  const ended = new AbortController()
  const seen: Seen[] = []
  const taken = new Set<Seen>()
  const watchers = new Set<() => void>()
  let logged = ''
  let unfinished = ''
  let ids = 0

  output.setEncoding('utf8').on('data', (text: string) => {
    const lines = (unfinished + text).split('\n')
    unfinished = lines.pop() ?? ''
    for (const line of lines) seen.push(JSON.parse(line) as Seen)
    for (const look of watchers) look()
  })
  const over = relay({
    input,
    output,
    endpointFile,
    listsFile: join(dirname(endpointFile), 'lists.json'),
    builtInLists,
    version: '1.2.3',
    platform,
    signal: ended.signal,
    log(text) {
      logged += `${text}\n`
    },
    timeouts: { ...quickTimeouts, ...timeouts },
  })
  onTestFinished(async () => {
    ended.abort()
    await over
  })

  const send = (...messages: object[]) => void input.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(''))

  function next(fits: (message: Seen) => boolean): Promise<Seen> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited in vain for ${fits} in ${JSON.stringify(seen)}`)), 10_000)
      const look = () => {
        const found = seen.find((message) => !taken.has(message) && fits(message))
        if (!found) return
        taken.add(found)
        clearTimeout(timer)
        watchers.delete(look)
        resolve(found)
      }
      watchers.add(look)
      look()
    })
  }

  function ask(method: string, params?: Record<string, unknown>): Promise<Seen> {
    ids += 1
    const id = ids
    send({ jsonrpc: '2.0', id, method, params })
    return next((message) => message.id === id && message.method === undefined)
  }

  return {
    send,
    write: (bytes) => void input.write(bytes),
    ask,
    async call(name, parameters = {}) {
      const { result, error } = await ask('tools/call', { name, arguments: parameters })
      if (!result) throw new Error(`a JSON-RPC error: ${JSON.stringify(error)}`)
      const [content] = result.content as { text: string }[]
      return { text: content?.text ?? '', failed: result.isError === true }
    },
    async initialize(params = {}) {
      const answer = await ask('initialize', { ...introduction, ...params })
      send({ jsonrpc: '2.0', method: 'notifications/initialized' })
      return answer
    },
    seen: () => seen,
    next,
    stopReading: (stop) => void (stop ? output.pause() : output.resume()),
    unread: () => output.readableLength + output.writableLength,
    logged: () => logged,
    async leave() {
      input.end()
      await over
    },
    ended: over,
  }
}

/** An endpoint.json in which this process claims to be the running Tonearm. Removed when the test ends. */
export function endpointFile(): {
  file: string
  write(address: { url: string; token: string } & Partial<EndpointFile>): void
  remove(): void
} {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-bridge-'))
  const file = join(directory, 'endpoint.json')
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return {
    file,
    write: ({ url, token, ...rest }) =>
      writeEndpointFile(file, { url, token, controlToken: 'control', pid: process.pid, version: '1.2.3', ...rest }),
    remove: () => rmSync(file, { force: true }),
  }
}

/** Waits until `condition` holds; fails after ten seconds, as a busy machine may need some. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
