import { beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../../src/config/logging.ts'
import { createNowPlaying, playingMs, quietMs } from '../../../src/mcp/resources/now-playing.ts'
import { Problem } from '../../../src/shared/problem.ts'
import type { Playback } from '../../../src/spotify/playback.ts'

const opalite: Playback = {
  playing: true,
  kind: 'track',
  item: { type: 'track', id: '5aOkC0', name: 'Opalite', artists: [], durationMs: 235_000 },
  positionMs: 1_000,
  shuffle: false,
  repeat: 'off',
}

/** The poll with a clock of our own: it stands still until `tick`. */
function watched(scopes: string[] | undefined = ['user-read-playback-state']) {
  const state = {
    playback: opalite as Playback | undefined,
    fails: false,
    looks: 0,
    waits: [] as number[],
    news: 0,
    scopes: scopes as string[] | undefined,
  }
  const grantListeners: (() => void)[] = []
  let wake = () => {}
  const nowPlaying = createNowPlaying({
    async look() {
      state.looks += 1
      if (state.fails) throw new Problem('quota-used-up', "Spotify's quota for this app is used up until 14:05. Nothing was changed.")
      return state.playback
    },
    account: {
      permittedScopes: () => state.scopes,
      onPermissionsChanged: (listener) => {
        grantListeners.push(listener)
        return () => {}
      },
    },
    log: silentLog,
    wait: (milliseconds, signal) => {
      state.waits.push(milliseconds)
      return new Promise((resolve, reject) => {
        wake = () => resolve(undefined)
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    },
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    state,
    listen: () =>
      nowPlaying.onChange(() => {
        state.news += 1
      }),
    settled,
    /** The pause is over. */
    async tick() {
      await settled()
      wake()
      await settled()
    },
    async grant(granted: string[] | undefined) {
      state.scopes = granted
      for (const listener of grantListeners) listener()
      await settled()
    },
  }
}

describe('watching what is playing', () => {
  let watch: ReturnType<typeof watched>
  beforeEach(() => {
    watch = watched()
  })

  it('asks nothing while nobody listens', async () => {
    await watch.settled()
    expect(watch.state.looks).toBe(0)
  })

  it('asks every five seconds while music plays, and every thirty while it does not', async () => {
    watch.listen()
    await watch.tick()
    watch.state.playback = { ...opalite, playing: false }
    await watch.tick()
    watch.state.playback = undefined
    await watch.tick()
    expect(watch.state.waits).toEqual([playingMs, playingMs, quietMs, quietMs])
    expect([playingMs, quietMs]).toEqual([5_000, 30_000])
  })

  it('tells when something else plays, when it is paused, and when all is over; not that time passes', async () => {
    watch.listen()
    await watch.tick()
    watch.state.playback = { ...opalite, positionMs: 6_000 }
    await watch.tick()
    expect(watch.state.news).toBe(0)
    for (const playback of [{ ...opalite, item: undefined }, { ...opalite, playing: false }, undefined]) {
      watch.state.playback = playback
      await watch.tick()
    }
    expect(watch.state.news).toBe(3)
  })

  it('is one poll for all who listen, and ends with the last of them', async () => {
    const [one, other] = [watch.listen(), watch.listen()]
    await watch.tick()
    expect(watch.state.looks).toBe(2)
    watch.state.playback = undefined
    await watch.tick()
    expect(watch.state).toMatchObject({ looks: 3, news: 2 })
    one()
    await watch.tick()
    expect(watch.state.looks).toBe(4)
    other()
    other()
    await watch.tick()
    await watch.tick()
    expect(watch.state.looks).toBe(4)
  })

  it('begins anew for the next one, who gets no news of what happened before', async () => {
    const stop = watch.listen()
    await watch.settled()
    stop()
    watch.state.playback = undefined
    watch.listen()
    await watch.tick()
    expect(watch.state.news).toBe(0)
  })

  it('goes on slowly when Spotify does not answer', async () => {
    watch.listen()
    await watch.settled()
    watch.state.fails = true
    await watch.tick()
    watch.state.fails = false
    watch.state.playback = undefined
    await watch.tick()
    expect(watch.state).toMatchObject({ looks: 3, news: 1, waits: [playingMs, quietMs, quietMs] })
  })

  it('stops at the sign-out, and goes on after the next sign-in', async () => {
    watch.listen()
    await watch.settled()
    await watch.grant(undefined)
    await watch.tick()
    expect(watch.state.looks).toBe(1)
    watch.state.playback = undefined
    await watch.grant(['user-read-playback-state'])
    expect(watch.state).toMatchObject({ looks: 2, news: 1 })
  })

  it('does not ask without the permission', async () => {
    watch = watched(['user-top-read'])
    watch.listen()
    await watch.tick()
    expect(watch.state.looks).toBe(0)
  })
})
