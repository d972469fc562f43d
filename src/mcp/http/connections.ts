import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server as OlderServer } from '@modelcontextprotocol/sdk/server/index.js'
import type { Server as NewerServer } from '@modelcontextprotocol/server'
import type { Log } from '../../config/logging.ts'
import type { ConnectedClient } from '../../shared/status.ts'
import type { IsBlocked } from '../block.ts'
import type { Served } from '../served.ts'
import type { Refusal } from './refusal.ts'

/** Limits that keep clients from using up the process. */
export type ConnectionLimits = {
  /** Clients at the same time, in each era. */
  sessions: number
  /**
   * A session whose client sends nothing after initialize ends after this long: the client gave up before our answer arrived, and has another
   * session or none. Every other client sends `notifications/initialized` at once.
   *
   * All others stay, however long they are idle: most clients never recover from a session that has ended, and `sessions` is limit enough.
   */
  unusedMs: number
  /** For each client, and the same again for all that are new together. */
  requestsPerMinute: number
}

export const defaultLimits: ConnectionLimits = { sessions: 64, unusedMs: 60_000, requestsPerMinute: 600 }

/** A client that was not heard of for this long, and does not listen, is not shown as connected. */
export const quietMs = 30 * 60_000

/** A client that is connected, as it introduced itself. `session` tells it from others of the same name. */
export type SessionClient = Pick<ConnectedClient, 'name' | 'version' | 'connectedAt'> & { session: string }

/** The clients that speak one era of the protocol. */
export type Connections = {
  /** Answers a request to /mcp, or returns why not. `message` is what a POST brought. */
  handle(request: IncomingMessage, response: ServerResponse, message?: object): Promise<Refusal | undefined>
  /** The clients that listen or were heard of in the last half hour, the longest connected first. */
  clients(): SessionClient[]
  /** Ends what blocked clients have open. */
  endBlocked(): void
  /** Ends everything that is open: streams and running calls. After that nobody can connect. */
  close(): Promise<void>
}

export type ConnectionOptions = {
  served: Served
  /** Whether a client may not connect. */
  isBlocked: IsBlocked
  log: Log
  limits: ConnectionLimits
  /** Milliseconds since the epoch. */
  now: () => number
  /** Called when `clients()` has changed. */
  onChange: () => void
  extend?: ServerExtensions
}

/** Adds to each server what the product does not have: the protocol's conformance suite needs tools of its own. */
export type ServerExtensions = { older(server: OlderServer): void; newer(server: NewerServer): void }
