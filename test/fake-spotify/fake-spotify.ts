import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { authorizePage, decide } from './accounts/authorize.ts'
import { tokenEndpoint } from './accounts/token-endpoint.ts'
import { createTokens, type Rotation } from './accounts/tokens.ts'
import { answerApi } from './api/api.ts'
import { hash } from './catalog/ids.ts'
import { createContractCheck } from './contract.ts'
import { createFaults, type Faults } from './faults.ts'
import { parseBody, type RequestRecord, requestLine } from './record.ts'
import { type Reply, send } from './send.ts'
import type { World } from './types.ts'
import { createWorld } from './world.ts'

/**
 * @see startFakeSpotify. `now` in ms since the epoch; `latencyMs` is added to each API answer, in real milliseconds;
 * `rowsInPlaylist`: how many rows a playlist brings along. */
export interface FakeSpotifyOptions {
  port?: number
  world?: World
  clientId?: string
  now?: () => number
  latencyMs?: number
  rotation?: Rotation
  checkContract?: boolean
  rowsInPlaylist?: 50 | 100
}

/** A running fake, and everything a test may look at or change. */
export interface FakeSpotify {
  /** `http://127.0.0.1:PORT/v1`, in place of https://api.spotify.com/v1. */
  apiUrl: string
  /** `http://127.0.0.1:PORT`, in place of https://accounts.spotify.com. */
  accountsUrl: string
  /** The registered app. Its redirect URI is `http://127.0.0.1:<any port>/callback`. */
  clientId: string
  world: World
  faults: Faults
  /** API requests in order of arrival, e.g. `GET /v1/search?q=midnight river&type=track`; sign-in requests are not among them. */
  requests(): string[]
  record(): RequestRecord[]
  tokenRequests(): RequestRecord[]
  /** The highest number of API requests that were open at the same time. */
  mostInFlight(): number
  clearRecord(): void
  /** Signs the user in without a browser: consent now, with these scopes. */
  grant(scopes: string[]): { refreshToken: string; accessToken: string }
  expireAccessTokens(): void
  revokeRefreshTokens(description?: string): void
  expireRefreshTokens(): void
  /** Every code, verifier, access and refresh token ever issued or received: none of them may stand in a log. */
  secrets(): string[]
  /** Where requests or answers broke Spotify's contract, one sentence each; empty if the contract is not at hand. */
  violations(): string[]
  stop(): Promise<void>
}

/**
 * Starts accounts.spotify.com and api.spotify.com on one port of 127.0.0.1, as a new development-mode app meets them in late 2026.
 *
 * Sources: the project's facts about the Web API (numbers in comments, such as "facts 1.3", are its sections) and Spotify's contract.
 */
export async function startFakeSpotify(options: FakeSpotifyOptions = {}): Promise<FakeSpotify> {
  const {
    world = createWorld(),
    now = Date.now,
    latencyMs = 0,
    rotation = 'none',
    rowsInPlaylist = 100,
    clientId = hash('Tonearm').slice(0, 32),
  } = options
  if (world.player.since === 0) world.player.since = now()
  const app = { clientId, name: 'Tonearm' }
  const tokens = createTokens(now)
  const faults = createFaults()
  const contract = createContractCheck(options.checkContract ?? true)
  const timers = new Set<NodeJS.Timeout>()
  let records: RequestRecord[] = []
  let inFlight = 0
  let most = 0

  function later(ms: number, effect: (now: number) => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      effect(now())
    }, ms)
    timers.add(timer)
  }

  /** Also what a fault keeps from the token endpoint must not stand in a log. */
  function hear(form: URLSearchParams): void {
    for (const name of ['code', 'code_verifier', 'refresh_token']) tokens.heard(form.get(name))
  }

  function asked(url: URL, { method, path, body }: RequestRecord, request: IncomingMessage) {
    const contentType = request.headers['content-type'] ?? ''
    return { method, path, query: url.searchParams, body, contentType, world, now: now(), rowsInPlaylist, later }
  }

  function answer(url: URL, text: string, record: RequestRecord, request: IncomingMessage): Reply {
    if (record.kind === 'token')
      return tokenEndpoint(new URLSearchParams(text), request.headers['content-type'] ?? '', tokens, clientId, rotation)
    if (record.kind === 'authorize') {
      if (record.method === 'GET') return authorizePage(url.searchParams, app, world.user.displayName ?? world.user.id)
      return decide(new URLSearchParams(text), app, tokens, now())
    }
    const given = answerApi(asked(url, record, request), request.headers.authorization, tokens)
    contract.check({ ...asked(url, record, request), status: given.status, answer: given.json, filtered: given.filtered ?? false })
    return given
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET'
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const kind = kindOf(method, url.pathname)
    if (!kind) return void send(response, { status: 404, html: '<h1>Not found</h1>' })
    const line = requestLine(method, url)
    const record: RequestRecord = {
      kind,
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: undefined,
      status: 0,
      startedAt: Date.now(),
      finishedAt: 0,
      bytesSent: 0,
      line,
    }
    records.push(record)
    if (kind === 'api') most = Math.max(most, ++inFlight)
    response.once('close', () => {
      if (kind === 'api') inFlight -= 1
      record.finishedAt = Date.now()
    })
    const text = await read(request)
    record.body = parseBody(text, request.headers['content-type'] ?? '')
    if (kind === 'token') hear(new URLSearchParams(text))

    const fault = faults.hit({ method, path: url.pathname, line })
    const wait = (kind === 'api' ? latencyMs : 0) + (fault?.kind === 'slow' ? fault.ms : 0)
    if (wait > 0) await new Promise<void>((resolve) => later(wait, () => resolve()))
    if (fault && kind === 'api' && fault.kind !== 'slow' && fault.kind !== 'truncate' && fault.kind !== 'change') {
      contract.check({ ...asked(url, record, request), status: 0, answer: undefined, filtered: false })
    }
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'drop' && fault.when === 'before') return void request.socket.destroy()
    const reply: Reply =
      fault?.kind === 'answer' ? { status: fault.status, text: fault.body, headers: fault.headers } : answer(url, text, record, request)
    if (fault?.kind === 'drop') return void request.socket.destroy()
    if (fault?.kind === 'change') reply.json = fault.change(reply.json)
    record.status = reply.status
    record.bytesSent = send(response, reply, fault?.kind === 'truncate')
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      process.stderr.write(`fake Spotify: ${error instanceof Error ? error.stack : error}\n`)
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const accountsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    apiUrl: `${accountsUrl}/v1`,
    accountsUrl,
    clientId,
    world,
    faults,
    requests: () => records.filter((one) => one.kind === 'api').map((one) => one.line),
    record: () => [...records],
    tokenRequests: () => records.filter((one) => one.kind === 'token'),
    mostInFlight: () => most,
    clearRecord: () => {
      records = []
      most = inFlight
    },
    grant: (scopes) => {
      const grant = { scopes, consentedAt: now() }
      return { refreshToken: tokens.issueRefresh(grant), accessToken: tokens.issueAccess(grant) }
    },
    expireAccessTokens: tokens.expireAccessTokens,
    revokeRefreshTokens: tokens.revokeRefreshTokens,
    expireRefreshTokens: tokens.expireRefreshTokens,
    secrets: tokens.secrets,
    violations: contract.violations,
    stop: async () => {
      for (const timer of timers) clearTimeout(timer)
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

function kindOf(method: string, path: string): RequestRecord['kind'] | undefined {
  if (path === '/v1' || path.startsWith('/v1/')) return 'api'
  if (path === '/api/token' && method === 'POST') return 'token'
  if (path === '/authorize' && (method === 'GET' || method === 'POST')) return 'authorize'
  return undefined
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
