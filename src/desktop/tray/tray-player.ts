import type { Tonearm } from '../../app/tonearm-type.ts'
import type { Log } from '../../config/logging.ts'
import type { TrayView } from './tray-menu.ts'

/** What is playing, for the tray menu. */
export type TrayPlayer = {
  current(): TrayView['playing']
  /** Asks Spotify, unless it was asked a moment ago. Never rejects. */
  look(): Promise<void>
  playOrPause(): Promise<void>
  next(): Promise<void>
  forget(): void
}

/** Every look counts towards the daily quota, and a person who moves over the icon looks often. */
const freshMs = 5_000

/** A device needs about so long before it tells of what it was told. */
const settleMs = 700

/** @param options.changed `current()` answers differently from now on */
export function createTrayPlayer(options: {
  tonearm: Pick<Tonearm, 'player' | 'status'>
  changed: () => void
  log: Log
  now?: () => number
  sleep?: (milliseconds: number) => Promise<void>
}): TrayPlayer {
  const { tonearm, changed, log, now = Date.now, sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = options
  let playing: TrayView['playing']
  let lookedAt = Number.NEGATIVE_INFINITY

  async function look(): Promise<void> {
    if (now() - lookedAt < freshMs || !mayLook()) return
    lookedAt = now()
    try {
      show(summary(await tonearm.player.state()))
    } catch (error) {
      log.debug(`The tray could not see what is playing: ${error instanceof Error ? error.message : error}`)
      show(undefined)
    }
  }

  function mayLook(): boolean {
    const { account, quota } = tonearm.status()
    return account.state === 'signed-in' && account.grantedScopes.includes('user-read-playback-state') && quota.state === 'available'
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
      lookedAt = Number.NEGATIVE_INFINITY
      await look()
    }
  }

  return {
    current: () => playing,
    look,
    playOrPause: () => command(() => (playing?.paused ? tonearm.player.resume() : tonearm.player.pause())),
    next: () => command(() => tonearm.player.next()),
    forget() {
      lookedAt = Number.NEGATIVE_INFINITY
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
