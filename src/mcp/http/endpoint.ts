import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type ListenOn, thisComputer } from '../../config/listen-on.ts'
import type { Log } from '../../config/logging.ts'
import { Problem } from '../../shared/problem.ts'
import type { IsBlocked } from '../block.ts'
import { createMcpSessions } from '../era-2025/sessions.ts'
import { createModernRequests } from '../era-2026/requests.ts'
import { speaksModern } from '../era-2026/wire.ts'
import type { Served } from '../served.ts'
import { type ConnectionLimits, defaultLimits, type ServerExtensions, type SessionClient } from './connections.ts'
import { type Control, carryOut } from './control.ts'
import { endpointUrl } from './endpoint-url.ts'
import { callerOf, checkAddress, checkCaller, checkRequest, pathOf, type Routes } from './guard.ts'
import { readMessage } from './message.ts'
import { answerProof, type Prove } from './proof.ts'
import { defect, type Refusal, type RequestId, refusalBody, requestIdOf, rpcCode, sendJson, sendRefusal } from './refusal.ts'
import { createRefusalLog } from './refusal-log.ts'

export type EndpointOptions = {
  served: Served
  /** This computer alone when missing. */
  listenOn?: ListenOn
  /** 0 takes any free one. */
  port: number
  /** What clients must send now; read at each request, as it can be replaced while the endpoint runs. */
  token: () => string
  /** Names besides those of this computer that clients may use; read at each request. */
  names?: () => readonly string[]
  /** Which clients may not connect. */
  isBlocked?: IsBlocked
  log: Log
  /** What `GET /status` answers a client, as JSON. Without it there is no such address. Holds nothing of what other clients do. */
  status?: () => unknown
  /** What a second token opens, which no client has. Without it nobody controls this endpoint. */
  control?: Control
  /** What `GET /proof` answers. Without it there is no such address. */
  prove?: Prove
  /** Milliseconds since the epoch. */
  now?: () => number
  limits?: Partial<ConnectionLimits>
  onClientsChange?: () => void
  extend?: ServerExtensions
}

/** The running endpoint. */
export type Endpoint = {
  /** Where MCP clients on this computer connect. */
  url: string
  port: number
  /** What somebody who uses `localhost` should know, as a sentence: another program answers at a part of it. */
  note?: string
  /** The longest connected first. */
  clients(): SessionClient[]
  /** Ends the sessions of clients that are blocked by now. */
  endBlocked(): void
  /** Ends all sessions and stops listening; settles when the port is free. */
  close(): Promise<void>
}

const serverOptions = {
  // Headers must be complete within 10 s and bodies within 30 s. Neither limits the answer, so event streams may stay open for ever.
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  // Longer than clients keep idle connections: with 5 s a connection would now and then be closed just as a client reuses it.
  keepAliveTimeout: 60_000,
  // Node would refuse a missing Host without a body; the guard does it with a sentence.
  requireHostHeader: false,
}

/** How long a connection has to send the end of its answer when the endpoint closes. */
const closeGraceMs = 200

/**
 * Serves MCP over Streamable HTTP for clients that know the token: those on this computer, and others only where `listenOn` says so.
 *
 * Each request is checked in this order: Host, Origin, token, path and method, content type, size, JSON, no batch, client, rate. Nothing of a
 * body is read before the token has been checked. Every refusal is JSON with a sentence. Only `/proof` is answered without a token.
 *
 * @throws Problem `port-taken`; `address-unavailable` when this computer does not have the address
 */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const {
    served,
    listenOn = thisComputer,
    token,
    names = () => [],
    isBlocked = () => false,
    log,
    status,
    control,
    prove,
    now = Date.now,
    onClientsChange = () => {},
    extend,
  } = options
  const limits = { ...defaultLimits, ...options.limits }
  const routes: Routes = {
    '/mcp': { methods: ['GET', 'POST', 'DELETE'], callers: ['client'] },
    ...(status && { '/status': { methods: ['GET'], callers: control ? ['client', 'control'] : ['client'] } }),
    ...(control && { '/control': { methods: ['POST'], callers: ['control'] } }),
  }
  const refusals = createRefusalLog(log)

  /** @param onMessage called with the message that the request brought, if it brought one */
  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    onMessage: (message: object) => void,
  ): Promise<Refusal | undefined> {
    const head = { method: request.method ?? '', url: request.url ?? '', headers: request.headers }
    const path = pathOf(head.url)
    const expected = { port, token: token(), controlToken: control?.token, allowedHosts: listenOn.allowedHosts, names: names() }
    if (prove && path === '/proof') {
      return checkAddress(head, expected) ?? answerProof(request, response, (nonce) => prove(nonce, port))
    }
    const caller = callerOf(head, expected)
    const refusal = checkCaller(head, expected) ?? checkRequest(head, routes, caller)
    if (refusal) return refusal
    if (status && path === '/status') {
      sendJson(response, 200, JSON.stringify(control && caller === 'control' ? control.status() : status()))
      return undefined
    }
    if (head.method !== 'POST') return eraOf(request).handle(request, response)
    const received = await readMessage(request)
    switch (received.kind) {
      case 'message':
        onMessage(received.message)
        if (control && path === '/control') return carryOut(control, received.message, response)
        return eraOf(request, received.message).handle(request, response, received.message)
      case 'refused':
        return received.refusal
      case 'gone':
        return undefined
    }
  }

  async function onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let id: RequestId | undefined
    try {
      const refusal = await answer(request, response, (message) => {
        id = requestIdOf(message)
      })
      if (!refusal) return
      refusals.add(refusal)
      sendRefusal(response, refusal, id)
    } catch (error) {
      log.error('Bug while answering a request', error)
      sendRefusal(response, defect, id)
    }
  }

  const newServer = () => createServer(serverOptions, onRequest).on('clientError', refuseConnection)
  const server = newServer()
  const port = await listen(server, listenOn.address, options.port)
  const second = listenOn.address === thisComputer.address ? await listenToo(newServer(), port) : {}
  const servers = second.server ? [server, second.server] : [server]
  const connections = { served, isBlocked, log, limits, now, onChange: onClientsChange, extend }
  const sessions = createMcpSessions(connections)
  const modern = createModernRequests(connections)
  const eraOf = ({ headers }: IncomingMessage, message?: object) => (speaksModern(headers, message) ? modern : sessions)

  return {
    url: endpointUrl(port, listenOn.address),
    port,
    ...(second.note !== undefined && { note: second.note }),
    clients: () => [...sessions.clients(), ...modern.clients()].toSorted((one, other) => one.connectedAt.localeCompare(other.connectedAt)),
    endBlocked() {
      sessions.endBlocked()
      modern.endBlocked()
    },
    async close() {
      const freed = Promise.all(servers.map((one) => once(one, 'close')))
      for (const one of servers) one.close()
      await Promise.all([sessions.close(), modern.close()])
      const cut = setTimeout(() => servers.map((one) => one.closeAllConnections()), closeGraceMs)
      for (const one of servers) one.closeIdleConnections()
      await freed
      clearTimeout(cut)
      refusals.close()
    },
  }
}

async function listen(server: Server, address: string, port: number): Promise<number> {
  try {
    server.listen({ host: address, port })
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRNOTAVAIL') {
      throw new Problem('address-unavailable', `This computer has no address ${address} to listen on.`)
    }
    const reason = { EADDRINUSE: 'is taken by another program', EACCES: 'may not be used by this account' }[code ?? '']
    if (!reason) throw error
    throw new Problem('port-taken', `Port ${port} ${reason}.`, { cause: error })
  }
  return (server.address() as AddressInfo).port
}

/**
 * Listens at `::1` too, which some systems take `localhost` for. Nobody needs it: where there is no such address, 127.0.0.1 is enough.
 *
 * @returns `note` when another program listens there
 */
async function listenToo(server: Server, port: number): Promise<{ server?: Server; note?: string }> {
  try {
    server.listen({ host: '::1', port })
    await once(server, 'listening')
    return { server }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return {}
    const advice = `Apps that connect to http://localhost:${port} may reach it: let them use http://127.0.0.1:${port}.`
    return { note: `Another program listens at [::1]:${port}. ${advice}` }
  }
}

/** Answers what is not an HTTP request, or came too slowly: there is no request object then, only the socket. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const refusal = connectionRefusals[error.code ?? ''] ?? notHttp
  const body = refusalBody(refusal)
  const head = ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close']
  socket.end(`HTTP/1.1 ${refusal.status} Refused\r\n${head.join('\r\n')}\r\n\r\n${body}`)
}

const notHttp: Refusal = { status: 400, code: rpcCode.invalidRequest, sentence: 'This is not a valid HTTP request.' }

const connectionRefusals: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: rpcCode.refused, sentence: 'The headers of the request are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: rpcCode.refused, sentence: 'The request took too long to arrive. Send it again.' },
}
