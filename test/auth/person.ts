import { expect, onTestFinished } from 'vitest'
import { createAuthorization } from '../../src/auth/authorization.ts'
import { type Login, parseLogin, serializeLogin } from '../../src/auth/login.ts'
import { createSession, type Session } from '../../src/auth/session.ts'
import type { Vault } from '../../src/auth/vault.ts'
import type { Log } from '../../src/config/logging.ts'
import type { Scope } from '../../src/config/scopes.ts'
import type { Problem } from '../../src/shared/problem.ts'
import { createQueue } from '../../src/shared/queue.ts'
import { type FakeSpotify, type FakeSpotifyOptions, startFakeSpotify } from '../fake-spotify/fake-spotify.ts'
import { createWorld } from '../fake-spotify/world.ts'

/** What is asked for, unless the test says otherwise. */
export const askedScopes: Scope[] = ['user-top-read', 'playlist-read-private']
export const consentedAt = '2026-11-23T09:00:00.000Z'
export const minutes = 60_000

/** Signing in has nothing to do with the music, so one world is enough. */
const world = createWorld()

export type Situation = {
  /** Starts with a login in the vault. */
  login?: boolean
  /** `SPOTIFY_REFRESH_TOKEN`. */
  handedIn?: (spotify: FakeSpotify) => string
  rotation?: FakeSpotifyOptions['rotation']
  callbackPort?: number
}

/** Somebody who uses Tonearm: a session on the fake Spotify, with a vault and a clock that the test owns. */
export async function person({ login = false, handedIn, rotation, callbackPort = 0 }: Situation = {}) {
  const clock = { now: Date.parse(consentedAt) }
  const now = () => clock.now
  const spotify = await startFakeSpotify({ world, now, rotation, checkContract: false })
  const { clientId } = spotify
  const vault = watchedVault()
  const log: string[] = []
  const write = (level: string) => (message: string) => void log.push(`${level}: ${message}`)
  const logger: Log = {
    debug: write('debug'),
    info: write('info'),
    warn: (message, problem) => write('warn')(problem ? `${message} ${problem.message}` : message),
    error: write('error'),
  }
  const settings: { clientId: string | undefined; scopes: Scope[] } = { clientId, scopes: askedScopes }
  const refreshToken = handedIn?.(spotify)
  // What a lock between processes does, for sessions that are all in this one.
  const locks = { renewal: createQueue(), login: createQueue() }

  /** Another process with the same vault is another session. */
  function newSession(): Session {
    return createSession({
      vault,
      locks,
      authorization: createAuthorization({ accounts: spotify.accountsUrl, timeoutMs: 2_000 }),
      clientId: () => settings.clientId,
      callbackPort: () => callbackPort,
      scopes: () => settings.scopes,
      log: logger,
      now,
      refreshToken,
    })
  }

  /** The login that the vault keeps now. */
  function kept(): Login | undefined {
    const text = vault.entries.get(clientId)
    return text === undefined ? undefined : parseLogin(text)
  }

  /** Puts a login into the vault that works, as another process would. @returns its refresh token */
  function keep(scopes: string[] = askedScopes): string {
    const { refreshToken } = spotify.grant(scopes)
    vault.entries.set(clientId, serializeLogin({ refreshToken, scopes, authorizedAt: consentedAt }))
    return refreshToken
  }

  onTestFinished(async () => {
    const secrets = spotify.secrets()
    await spotify.stop()
    for (const line of log) for (const secret of secrets) expect(line).not.toContain(secret)
  })

  const session = newSession()
  if (login) {
    keep()
    await session.restore()
  }
  return {
    session,
    newSession,
    spotify,
    vault,
    log,
    settings,
    kept,
    keep,
    /** Lets this much time pass. */
    pass: (ms: number) => {
      clock.now += ms
    },
    /** The grants of the token requests so far: `refresh_token` or `authorization_code`. */
    grants: () => spotify.tokenRequests().map(({ body }) => (body as Record<string, string>).grant_type),
  }
}

/** A vault in memory that can be made to fail, or to wait, and shows what it holds. */
function watchedVault() {
  const entries = new Map<string, string>()
  const changes: string[] = []
  const vault = {
    entries,
    changes,
    failure: {} as { [Act in keyof Vault]?: Problem },
    gate: undefined as Promise<void> | undefined,
    /** Makes only writing wait: a renewal reads first. */
    writeGate: undefined as Promise<void> | undefined,
    async read(account: string) {
      if (vault.failure.read) throw vault.failure.read
      const text = entries.get(account)
      await vault.gate
      return text
    },
    async write(account: string, value: string) {
      await vault.gate
      await vault.writeGate
      if (vault.failure.write) throw vault.failure.write
      changes.push('write')
      entries.set(account, value)
    },
    async forget(account: string) {
      await vault.gate
      if (vault.failure.forget) throw vault.failure.forget
      changes.push('forget')
      entries.delete(account)
    },
    async forgetAll() {
      entries.clear()
    },
    /** A locked keyring reads as empty, so nothing is known for sure. */
    locked: false,
    async isAbsent(account: string) {
      return !vault.locked && !entries.has(account)
    },
  }
  return vault satisfies Vault
}

/** The error that the work ends with. */
export function problemOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  )
}
