import type { Tonearm } from '../../app/tonearm-type.ts'
import type { Log } from '../../config/logging.ts'
import { isPermitted } from '../../shared/status.ts'
import type { TrayView } from './tray-menu.ts'

/** What is playing, for the tray menu. */
export type TrayPlayer = {
  current(): TrayView['playing']
  /** Asks Spotify, unless the answer is only a few seconds old. Never rejects. */
  refresh(): Promise<void>
  playOrPause(): Promise<void>
  next(): Promise<void>
  clear(): void
}

/** Each request counts towards Spotify's quota, and the mouse moves over the icon often. */
const freshMs = 5_000

/** How long a device needs to report a command that it was given. */
const settleMs = 700

/** @param options.changed called when `current()` has changed */
export function createTrayPlayer(options: {
  tonearm: Pick<Tonearm, 'player' | 'status'>
  changed: () => void
  log: Log
  /** Milliseconds of a clock that nobody can set. */
  now?: () => number
  sleep?: (milliseconds: number) => Promise<void>
}): TrayPlayer {
  const {
    tonearm,
    changed,
    log,
    now = () => performance.now(),
    sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  } = options
  let playing: TrayView['playing']
  let refreshedAt = Number.NEGATIVE_INFINITY

  async function refresh(): Promise<void> {
    if (now() - refreshedAt < freshMs || !mayRefresh()) return
    refreshedAt = now()
    try {
      show(summary(await tonearm.player.state()))
    } catch (error) {
      log.debug(`The tray could not read what is playing: ${error instanceof Error ? error.message : error}`)
      show(undefined)
    }
  }

  function mayRefresh(): boolean {
    const { account, quota } = tonearm.status()
    return account.state === 'signed-in' && quota.state === 'available' && isPermitted(account, 'user-read-playback-state')
  }

  function show(next: TrayView['playing']): void {
    const same = JSON.stringify(next) === JSON.stringify(playing)
    playing = next
    if (!same) changed()
  }

  async function command(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } finally {
      await sleep(settleMs)
      refreshedAt = Number.NEGATIVE_INFINITY
      await refresh()
    }
  }

  return {
    current: () => playing,
    refresh,
    playOrPause: () => command(() => (playing?.paused ? tonearm.player.resume() : tonearm.player.pause())),
    next: () => command(() => tonearm.player.next()),
    clear() {
      refreshedAt = Number.NEGATIVE_INFINITY
      show(undefined)
    },
  }
}

function summary(playback: Awaited<ReturnType<Tonearm['player']['state']>>): TrayView['playing'] {
  if (!playback?.item) return undefined
  const { item, playing } = playback
  const by = 'artists' in item && item.artists.length > 0 ? ` - ${item.artists.map(({ name }) => name).join(', ')}` : ''
  return { title: `${item.name}${by}`, paused: !playing }
}
