import { describe, expect, it, vi } from 'vitest'
import type { Tonearm } from '../../../src/app/tonearm-type.ts'
import { silentLog } from '../../../src/config/logging.ts'
import { createTrayPlayer } from '../../../src/desktop/tray/tray-player.ts'

type State = Awaited<ReturnType<Tonearm['player']['state']>>

const playing = (name: string, isPlaying = true) =>
  ({ playing: isPlaying, item: { type: 'track', id: name, name, artists: [{ name: 'Ada' }] } }) as unknown as State

/** A tray player over a Spotify that answers what the test says. */
function trayPlayer(options: { scopes?: string[]; account?: 'signed-in' | 'signed-out'; quota?: 'available' | 'used-up' } = {}) {
  const { scopes = ['user-read-playback-state'], account = 'signed-in', quota = 'available' } = options
  const player = {
    state: vi.fn(async (): Promise<State> => playing('River')),
    resume: vi.fn(async () => {}),
    pause: vi.fn(async () => {}),
    next: vi.fn(async () => {}),
    previous: vi.fn(async () => {}),
    devices: vi.fn(async () => [{ id: 'k', name: 'Kitchen', active: true }]),
    transfer: vi.fn(async () => {}),
    isLiked: vi.fn(async () => false),
    like: vi.fn(async () => {}),
  }
  const status = () => ({ account: { state: account, grantedScopes: scopes }, quota: { state: quota } })
  const changed = vi.fn()
  const slept: number[] = []
  const clock = { now: 1_000_000 }
  const tray = createTrayPlayer({
    tonearm: { player, status } as unknown as Pick<Tonearm, 'player' | 'status'>,
    changed,
    log: silentLog,
    now: () => clock.now,
    sleep: async (ms) => void slept.push(ms),
  })
  return { tray, player, changed, clock, slept }
}

describe('what is playing, for the tray', () => {
  it('is asked for once in five seconds', async () => {
    const { tray, player, clock } = trayPlayer()
    await tray.refresh()
    clock.now += 4_999
    await tray.refresh()
    expect(player.state).toHaveBeenCalledTimes(1)
    clock.now += 1
    await tray.refresh()
    expect(player.state).toHaveBeenCalledTimes(2)
    expect(tray.current()).toEqual({
      title: 'River - Ada',
      paused: false,
      devices: [{ id: 'k', name: 'Kitchen', active: true }],
    })
  })

  it.each([
    ['nobody is signed in', { account: 'signed-out' }],
    ['the permission is missing', { scopes: ['user-read-private'] }],
    ["the day's quota is used up", { quota: 'used-up' }],
  ] as const)('costs no request while %s', async (_, options) => {
    const { tray, player } = trayPlayer({ ...options, scopes: 'scopes' in options ? [...options.scopes] : undefined })
    await tray.refresh()
    expect(player.state).not.toHaveBeenCalled()
  })

  it('asks once for each song whether it is liked, and likes it', async () => {
    const { tray, player, clock } = trayPlayer({ scopes: ['user-read-playback-state', 'user-library-read'] })
    await tray.refresh()
    clock.now += 5_000
    await tray.refresh()
    expect(player.isLiked.mock.calls).toEqual([['spotify:track:River']])
    expect(tray.current()?.liked).toBe(false)
    await tray.like()
    expect(player.like.mock.calls).toEqual([['spotify:track:River']])
    expect(tray.current()?.liked).toBe(true)
    await tray.playOn('k')
    expect(player.transfer).toHaveBeenCalledWith('k')
  })

  it('tells the tray only when it is something else', async () => {
    const { tray, player, changed, clock } = trayPlayer()
    await tray.refresh()
    clock.now += 5_000
    await tray.refresh()
    expect(changed).toHaveBeenCalledTimes(1)
    clock.now += 5_000
    player.state.mockResolvedValue(playing('Ocean'))
    await tray.refresh()
    expect(changed).toHaveBeenCalledTimes(2)
  })

  it('is nothing when Spotify does not answer', async () => {
    const { tray, player, clock } = trayPlayer()
    await tray.refresh()
    player.state.mockRejectedValue(new Error('no'))
    clock.now += 5_000
    await tray.refresh()
    expect(tray.current()).toBeUndefined()
  })

  it('is forgotten on demand, and then asked for at the next look', async () => {
    const { tray, player } = trayPlayer()
    await tray.refresh()
    tray.clear()
    expect(tray.current()).toBeUndefined()
    await tray.refresh()
    expect(player.state).toHaveBeenCalledTimes(2)
  })
})

describe('the buttons of the tray', () => {
  it('pause what plays, resume what is paused, and show what came of it when the device has had time', async () => {
    const { tray, player, slept } = trayPlayer()
    await tray.refresh()
    player.state.mockResolvedValue(playing('River', false))
    await tray.playOrPause()
    expect([player.pause.mock.calls.length, player.resume.mock.calls.length]).toEqual([1, 0])
    expect(slept).toEqual([700])
    expect(tray.current()).toMatchObject({ paused: true })
    await tray.playOrPause()
    expect([player.pause.mock.calls.length, player.resume.mock.calls.length]).toEqual([1, 1])
  })

  it('show what is playing also after a command that failed', async () => {
    const { tray, player } = trayPlayer()
    await tray.refresh()
    player.next.mockRejectedValue(new Error('no device'))
    player.state.mockResolvedValue(playing('Ocean'))
    await expect(tray.next()).rejects.toThrow('no device')
    expect(tray.current()?.title).toContain('Ocean')
  })
})
