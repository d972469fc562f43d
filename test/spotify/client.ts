import { expect, onTestFinished } from 'vitest'
import { type Log, silentLog } from '../../src/config/logging.ts'
import { createSpotify, type Spotify } from '../../src/spotify/client.ts'
import { emptyWorld } from '../fake-spotify/builders.ts'
import { type FakeSpotify, startFakeSpotify } from '../fake-spotify/fake-spotify.ts'
import type { World } from '../fake-spotify/types.ts'

/** A Spotify client on its own in front of the fake: for what is about requests, not about tools. */
export type TestClient = {
  spotify: Spotify
  fake: FakeSpotify
  /** Milliseconds of every pause that the client took; none is really waited for. */
  pauses: number[]
  /** How often a token was renewed. */
  renewals(): number
}

/** Starts both for one test. The clock moves on by itself during pauses only. */
export async function startClient(
  options: {
    world?: Partial<World>
    latencyMs?: number
    timeoutMs?: number
    log?: Log
    now?: () => number
    scopes?: readonly string[]
  } = {},
): Promise<TestClient> {
  const fake = await startFakeSpotify({ world: { ...emptyWorld(), ...options.world }, latencyMs: options.latencyMs })
  const scopes = [...(options.scopes ?? [])]
  let { accessToken } = fake.grant(scopes)
  let renewals = 0
  let clock = Date.UTC(2026, 10, 22, 12)
  const pauses: number[] = []
  const spotify = createSpotify({
    api: fake.apiUrl,
    zone: 'UTC',
    log: options.log ?? silentLog,
    timeoutMs: options.timeoutMs,
    now: options.now ?? (() => clock),
    random: () => 0.5,
    async sleep(milliseconds) {
      pauses.push(milliseconds)
      clock += milliseconds
    },
    tokens: {
      accessToken: async () => accessToken,
      async renew() {
        renewals += 1
        accessToken = fake.grant(scopes).accessToken
        return accessToken
      },
    },
  })
  onTestFinished(async () => {
    await fake.stop()
    expect(fake.violations()).toEqual([])
  })
  return { spotify, fake, pauses, renewals: () => renewals }
}
