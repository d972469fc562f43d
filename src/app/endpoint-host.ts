import type { Vault } from '../auth/vault.ts'
import { isFullDisk, toProblem } from '../config/defects.ts'
import { type ListenOn, thisComputer } from '../config/listen-on.ts'
import type { Log } from '../config/logging.ts'
import { version } from '../config/version.ts'
import {
  type EndpointAddress,
  type EndpointFile,
  readEndpointFile,
  removeEndpointFile,
  writeEndpointFile,
} from '../discovery/endpoint-file.ts'
import { proofOf } from '../discovery/proof.ts'
import type { IsBlocked } from '../mcp/block.ts'
import type { SessionClient } from '../mcp/http/connections.ts'
import type { Control } from '../mcp/http/control.ts'
import type { Endpoint } from '../mcp/http/endpoint.ts'
import { endpointUrl } from '../mcp/http/endpoint-url.ts'
import type { Served } from '../mcp/served.ts'
import type { Exclusively } from '../shared/exclusively.ts'
import { Problem } from '../shared/problem.ts'
import { createQueue } from '../shared/queue.ts'
import type { EndpointStatus } from '../shared/status.ts'
import type { ProcessLock, Release } from '../store/process-lock.ts'
import { forgetToken, keepToken, keptToken, lastingToken, newToken } from './endpoint-token.ts'

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
  /**
   * Listens; if it does already, ends all connections first.
   *
   * @throws Problem `already-running` while another process does this with the same data; `port-taken`. `status()` tells it from then on
   */
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

/**
 * @param options.file where the connection is told to other processes of this person
 * @param options.lock held from the first start until the stop: one process at a time serves the clients of a data directory
 * @param options.exclusively one process at a time makes the first token of a data directory
 * @param options.port asked for at each start
 * @param options.listenOn asked for at each start; this computer alone when missing
 * @param options.names read at each request: names besides this computer's own that clients may use
 * @param options.fixedToken in place of the vault's
 * @param options.status what `GET /status` answers clients
 * @param options.control what the commands and the window of this computer may see and do; its token is another one at each start
 * @param options.onChange `status()` or `clients()` answers differently from now on
 */
export function createEndpointHost(options: {
  served: Served
  file: string
  lock: Pick<ProcessLock, 'tryHold'>
  vault: Vault
  exclusively: Exclusively
  port: () => number
  listenOn?: () => ListenOn
  names?: () => readonly string[]
  fixedToken?: string
  isBlocked: IsBlocked
  status: () => unknown
  control: Omit<Control, 'token'>
  log: Log
  now?: () => number
  onChange: () => void
}): EndpointHost {
  const { served, file, lock, vault, isBlocked, log, now = Date.now, onChange } = options
  const inTurn = createQueue()
  let token = options.fixedToken
  let running: { endpoint: Endpoint; since: string } | undefined
  let failure: Problem | undefined
  let release: Release | undefined

  async function open(): Promise<EndpointAddress> {
    await close()
    const listenOn = options.listenOn?.() ?? thisComputer
    try {
      release ??= lock.tryHold()
      if (!release) throw alreadyRunning(file)
      const known = token ?? (await keptToken(vault, options.exclusively, log))
      token = known
      const port = options.port()
      const controlToken = newToken()
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
        status: options.status,
        control: { ...options.control, token: controlToken },
        prove: (nonce, port) => proofOf(known, nonce, port),
        onClientsChange: onChange,
        now,
      })
      await publish(endpoint, { url: endpoint.url, token: known, controlToken, pid: process.pid, version })
      running = { endpoint, since: new Date(now()).toISOString() }
      failure = undefined
      log.info(`Listening on ${endpoint.url}`)
      if (endpoint.note) log.warn(endpoint.note)
      return { url: endpoint.url, token: known }
    } catch (error) {
      failure = toProblem(error, log, 'starting to listen', 'no')
      throw failure
    } finally {
      onChange()
    }
  }

  /** Tells the other processes of this person. If it cannot, the bridge and the commands would not find the endpoint, so it does not start. */
  async function publish(endpoint: Endpoint, content: EndpointFile): Promise<void> {
    try {
      writeEndpointFile(file, content)
    } catch (error) {
      await endpoint.close()
      if (isFullDisk(error)) throw error
      const reason = (error as NodeJS.ErrnoException).code ?? 'unknown reason'
      throw new Problem('data-directory-unusable', `The file ${file} cannot be written (${reason}).`, { cause: error })
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
    token ??= await lastingToken(vault, options.exclusively)
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
    if (options.fixedToken)
      throw new Problem('invalid-setting', 'The access key was given with TONEARM_TOKEN and can only be changed there.')
    const wasRunning = running !== undefined
    await close()
    token = newToken()
    const notKept = await keepToken(vault, token, log)
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
    forgetToken: () => inTurn(() => forgetToken(vault)),
    stop: () =>
      inTurn(async () => {
        await close()
        release?.()
        release = undefined
      }),
  }
}

/** Says which one runs, as far as it has told. It has not while its port is taken. */
function alreadyRunning(file: string): Problem {
  const other = readEndpointFile(file)
  const who = other ? `Tonearm ${other.version} already runs with this data: process ${other.pid}, at ${other.url}.` : unknownOther
  return new Problem('already-running', `${who} Use that one, or stop it first.`)
}

const unknownOther = 'Tonearm already runs with this data, as the app or as `tonearm serve`.'

const portUnknown =
  'Tonearm takes any free port each time, so the address for apps is not known yet. Start Tonearm first, or choose a port in its settings.'

const noteOf = ({ note }: Endpoint) => (note === undefined ? {} : { note })
