import type { Tonearm } from '../../app/tonearm-type.ts'
import type { Log } from '../../config/logging.ts'
import { isPermitted } from '../../shared/status.ts'
import type { Playing } from './tray-menu.ts'

/** What is playing, for the tray menu. */
export type TrayPlayer = {
  current(): Playing | undefined
  /** Asks Spotify, unless the answer is only a few seconds old. Never rejects. */
  refresh(): Promise<void>
  previous(): Promise<void>
  playOrPause(): Promise<void>
  next(): Promise<void>
  /** Adds the song that is playing to the Liked Songs. */
  like(): Promise<void>
  playOn(deviceId: string): Promise<void>
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
  let playing: Playing | undefined
  let song: { uri: string; liked: boolean } | undefined
  let refreshedAt = Number.NEGATIVE_INFINITY

  async function refresh(): Promise<void> {
    if (now() - refreshedAt < freshMs || !mayRefresh()) return
    refreshedAt = now()
    try {
      show(await look())
    } catch (error) {
      log.debug(`The tray could not read what is playing: ${error instanceof Error ? error.message : error}`)
      show(undefined)
    }
  }

  function mayRefresh(): boolean {
    const { account, quota } = tonearm.status()
    return account.state === 'signed-in' && quota.state === 'available' && isPermitted(account, 'user-read-playback-state')
  }

  async function look(): Promise<Playing | undefined> {
    const playback = await tonearm.player.state()
    if (!playback?.item) return undefined
    const { item, playing } = playback
    const by = 'artists' in item && item.artists.length > 0 ? ` - ${item.artists.map(({ name }) => name).join(', ')}` : ''
    const liked = await isLiked(item.type === 'track' && item.id ? `spotify:track:${item.id}` : undefined)
    const devices = (await tonearm.player.devices()).map(({ id, name, active }) => ({ id, name, active }))
    return { title: `${item.name}${by}`, paused: !playing, ...(liked !== undefined && { liked }), devices }
  }

  /** Asked once for each song. Undefined for what cannot be liked, and without the permission to look. */
  async function isLiked(uri: string | undefined): Promise<boolean | undefined> {
    const { account } = tonearm.status()
    if (uri === undefined || account.state !== 'signed-in' || !isPermitted(account, 'user-library-read')) {
      song = undefined
    } else if (song?.uri !== uri) {
      song = { uri, liked: await tonearm.player.isLiked(uri) }
    }
    return song?.liked
  }

  function show(next: Playing | undefined): void {
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
    previous: () => command(() => tonearm.player.previous()),
    next: () => command(() => tonearm.player.next()),
    async like() {
      if (!song || song.liked) return
      const { uri } = song
      await tonearm.player.like(uri)
      song = { uri, liked: true }
      if (playing) show({ ...playing, liked: true })
    },
    playOn: (deviceId) => command(() => tonearm.player.transfer(deviceId)),
    clear() {
      refreshedAt = Number.NEGATIVE_INFINITY
      song = undefined
      show(undefined)
    },
  }
}
