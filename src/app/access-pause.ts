import type { SettingsStore } from '../config/settings.ts'
import { settingsByNow } from '../config/settings-by-now.ts'
import { readPeriod } from '../history/period.ts'
import { clockOrDay } from '../shared/moments.ts'
import type { PauseLength } from '../shared/pause-length.ts'
import { Problem } from '../shared/problem.ts'
import type { AccessPaused } from '../shared/status.ts'
import type { AccountAccess } from '../tools/runtime/caller.ts'

/** Keeps apps from the music for a while. They stay connected, and are told so in one sentence. */
export type AccessPause = {
  /** Undefined while apps may use the music. */
  current(): AccessPaused | undefined
  pause(length: PauseLength): void
  resume(): void
  /** The system locked or unlocked the screen. It counts only where the user wants that (`pauseWhileLocked`). */
  screenLocked(locked: boolean): void
  /** The login as apps may use it: none of it during a pause, while tools stay listed. */
  forTools(account: AccountAccess): AccountAccess
  /** The same for what is sent to apps without a call: during a pause it is as if nobody was signed in. */
  forNews(account: AccountAccess): AccountAccess
  stop(): void
}

const hourMs = 60 * 60_000

/** A timer does not count while the computer sleeps, so the end of a pause is looked for again and again. */
const lookMs = 30_000

/**
 * A pause is kept in the settings, so it outlasts a restart and holds in every process with the same data.
 *
 * @param options.zone IANA name: tomorrow begins at midnight there
 * @param options.onChange `current()` answers differently from now on
 */
export function createAccessPause(options: {
  settings: Pick<SettingsStore, 'current' | 'change' | 'reload' | 'onChange'>
  zone: string
  now?: () => number
  onChange: () => void
}): AccessPause {
  const { settings, zone, now = Date.now, onChange } = options
  const listeners = new Set<() => void>()
  let locked = false
  let timer: NodeJS.Timeout | undefined
  let before = JSON.stringify(current())
  const forget = settings.onChange(look)
  look()

  function current({ accessPause, pauseWhileLocked } = settings.current()): AccessPaused | undefined {
    if (accessPause && (accessPause.until === undefined || now() < Date.parse(accessPause.until))) return { by: 'user', ...accessPause }
    return locked && pauseWhileLocked ? { by: 'locked-screen' } : undefined
  }

  /** Tells of a change, and comes back for the end of a pause that has one. */
  function look(): void {
    clearTimeout(timer)
    const paused = current()
    if (paused?.by === 'user' && paused.until !== undefined) {
      timer = setTimeout(look, Math.min(lookMs, Date.parse(paused.until) - now())).unref()
    }
    const after = JSON.stringify(paused)
    if (after === before) return
    before = after
    onChange()
    for (const listener of listeners) listener()
  }

  function end(length: PauseLength): string | undefined {
    if (length === 'open') return undefined
    return new Date(length === 'hour' ? now() + hourMs : (readPeriod('today', now(), zone)?.to ?? now() + 24 * hourMs)).toISOString()
  }

  return {
    current: () => current(),
    pause: (length) => settings.change({ accessPause: { until: end(length) } }),
    resume: () => settings.change({ accessPause: undefined }),
    screenLocked(now) {
      locked = now
      look()
    },
    forTools: (account) => ({
      ...account,
      async ready(...request) {
        const paused = current(settingsByNow(settings))
        if (paused) throw new Problem('access-paused', pausedSentence(paused, now(), zone))
        return account.ready(...request)
      },
    }),
    forNews: (account) => ({
      ...account,
      permittedScopes: () => (current() ? undefined : account.permittedScopes()),
      onPermissionsChanged(listener) {
        listeners.add(listener)
        const forgetPermissions = account.onPermissionsChanged(listener)
        return () => {
          listeners.delete(listener)
          forgetPermissions()
        }
      },
    }),
    stop() {
      clearTimeout(timer)
      forget()
    },
  }
}

function pausedSentence(paused: AccessPaused, now: number, zone: string): string {
  if (paused.by === 'locked-screen')
    return 'Tonearm is paused while the screen is locked, so nothing was done. It goes on when the user unlocks it.'
  const until = paused.until === undefined ? '' : ` until ${clockOrDay(Date.parse(paused.until), now, zone)}`
  return `The user has paused Tonearm for all apps${until}, so nothing was done. Only the user can resume it, in Tonearm.`
}
