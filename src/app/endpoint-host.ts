import { randomBytes } from 'node:crypto'
import type { Vault } from '../auth/vault.ts'
import { toProblem } from '../config/defects.ts'
import { type ListenOn, thisComputer } from '../config/listen-on.ts'
import type { Log } from '../config/logging.ts'
import { version } from '../config/version.ts'
import { type EndpointAddress, removeEndpointFile, writeEndpointFile } from '../discovery/endpoint-file.ts'
import type { IsBlocked } from '../mcp/block.ts'
import type { Endpoint } from '../mcp/http/endpoint.ts'
import { endpointUrl } from '../mcp/http/endpoint-url.ts'
import type { SessionClient } from '../mcp/http/sessions.ts'
import type { Served } from '../mcp/server.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { createQueue } from '../shared/queue.ts'
import type { EndpointStatus } from '../shared/status.ts'

/** The endpoint over the life of the program: started, restarted, with the token that clients must know. */
export type EndpointHost = {
  status(): EndpointStatus
  /** The open sessions, the longest first. */
  clients(): SessionClient[]
  /** Undefined while nothing listens. */
  connection(): EndpointAddress | undefined
  /**
   * Where it listens, or will from the next start on: what clients are connected with. Makes the token if there is none yet.
   *
   * @throws Problem `invalid-setting` when the port is any free one; of the vault, when the token could not be kept until that start
   */
  expected(): Promise<EndpointAddress>
  /** Ends the sessions of clients that are blocked by now. */
  endBlocked(): void
  /** Listens; if it does already, ends all connections first. @throws Problem `port-taken`, which `status()` tells from then on */
  start(): Promise<EndpointAddress>
  /**
   * Replaces the token; everybody who is connected has to connect again with the new one.
   *
   * @returns a sentence when the new one could not be kept for the next start
   * @throws Problem `invalid-setting` when the environment decides it, `port-taken`
   */
  rotateToken(): Promise<string | undefined>
  /** Forgets the token: the next start makes a new one. @throws Problem of the vault */
  forgetToken(): Promise<void>
  stop(): Promise<void>
}

/** The name of the token's entry in the vault. */
const entry = 'endpoint-token'

/**
 * @param options.file where the connection is told to other processes of this person
 * @param options.port asked for at each start
 * @param options.listenOn asked for at each start; this computer alone when missing
 * @param options.names read at each request: names besides this computer's own that clients may use
 * @param options.fixedToken in place of the vault's
 * @param options.wholeStatus what `GET /status` answers
 * @param options.onChange `status()` or `clients()` answers differently from now on
 */
export function createEndpointHost(options: {
  served: Served
  file: string
  vault: Vault
  port: () => number
  listenOn?: () => ListenOn
  names?: () => readonly string[]
  fixedToken?: string
  isBlocked: IsBlocked
  wholeStatus: () => unknown
  log: Log
  now?: () => number
  onChange: () => void
}): EndpointHost {
  const { served, file, vault, isBlocked, wholeStatus, log, now = Date.now, onChange } = options
  const inTurn = createQueue()
  let token = options.fixedToken
  let running: { endpoint: Endpoint; since: string } | undefined
  let failure: Problem | undefined

  async function open(): Promise<EndpointAddress> {
    await close()
    const listenOn = options.listenOn?.() ?? thisComputer
    const known = token ?? (await keptToken(vault, log))
    token = known
    try {
      const port = options.port()
      // Loaded only here: `tonearm stdio` listens on nothing, and HTTP is a good part of what there is to load.
      const { startEndpoint } = await import('../mcp/http/endpoint.ts')
      const endpoint = await startEndpoint({
        served,
        listenOn,
        port,
        token: () => known,
        names: () => [...(listenOn.names ?? []), ...(options.names?.() ?? [])],
        isBlocked,
        log,
        status: wholeStatus,
        onClientsChange: onChange,
        now,
      })
      running = { endpoint, since: new Date(now()).toISOString() }
      failure = undefined
      writeEndpointFile(file, { url: endpoint.url, token: known, pid: process.pid, version })
      log.info(`Listening on ${endpoint.url}`)
      if (endpoint.note) log.warn(endpoint.note)
      return { url: endpoint.url, token: known }
    } catch (error) {
      failure = toProblem(error, log, 'the start of the endpoint', 'no')
      throw failure
    } finally {
      onChange()
    }
  }

  function connection(): EndpointAddress | undefined {
    return running && token ? { url: running.endpoint.url, token } : undefined
  }

  async function expected(): Promise<EndpointAddress> {
    const current = connection()
    if (current) return current
    const port = options.port()
    if (port === 0) throw new Problem('invalid-setting', portUnknown)
    token ??= await lastingToken(vault)
    return { url: endpointUrl(port), token }
  }

  async function close(): Promise<void> {
    if (!running || !token) return
    const { endpoint } = running
    running = undefined
    removeEndpointFile(file, { pid: process.pid, token })
    await endpoint.close()
  }

  async function rotate(): Promise<string | undefined> {
    if (options.fixedToken) throw new Problem('invalid-setting', 'The token was given with TONEARM_TOKEN and can only be changed there.')
    const wasRunning = running !== undefined
    await close()
    token = newToken()
    const notKept = await keep(vault, token, log)
    if (wasRunning) await open()
    return notKept
  }

  return {
    status() {
      if (running) return { state: 'listening', url: running.endpoint.url, since: running.since, ...noteOf(running.endpoint) }
      return failure ? { state: 'failed', reason: failure.message, problem: failure.code } : { state: 'stopped' }
    },
    clients: () => running?.endpoint.clients() ?? [],
    connection,
    expected: () => inTurn(expected),
    endBlocked: () => running?.endpoint.endBlocked(),
    start: () => inTurn(open),
    rotateToken: () => inTurn(rotate),
    forgetToken: () => inTurn(() => vault.forget(entry)),
    stop: () => inTurn(close),
  }
}

const portUnknown =
  'Tonearm takes any free port each time, so the address for clients is not known yet. Start Tonearm first, or choose a port in its settings.'

const noteOf = ({ note }: Endpoint) => (note === undefined ? {} : { note })

const newToken = () => randomBytes(32).toString('base64url')

/** The token of this installation, made at the first start. Without a vault it lives as long as the program. */
async function keptToken(vault: Vault, log: Log): Promise<string> {
  const known = await read(vault)
  if (known) return known
  const token = newToken()
  await keep(vault, token, log)
  return token
}

/** The same, for somebody who needs it at the next start and not now. @throws Problem of the vault */
async function lastingToken(vault: Vault): Promise<string> {
  const known = await vault.read(entry)
  if (known) return known
  const token = newToken()
  await vault.write(entry, token)
  // Another process may have made one at the same moment: what is in the vault counts.
  return (await vault.read(entry)) ?? token
}

async function read(vault: Vault): Promise<string | undefined> {
  try {
    return await vault.read(entry)
  } catch (error) {
    if (!isProblem(error)) throw error
    // Writing fails as well then, and tells.
    return undefined
  }
}

/** @returns the sentence that says why it could not be kept */
async function keep(vault: Vault, token: string, log: Log): Promise<string | undefined> {
  try {
    await vault.write(entry, token)
    return undefined
  } catch (error) {
    if (!isProblem(error)) throw error
    const sentence = "The endpoint's token could not be kept and will be another one after the next start."
    log.warn(sentence, error)
    return `${sentence} ${error.message}`
  }
}
