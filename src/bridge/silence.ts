/** Watches connections for silence. */
export type SilenceWatch = {
  /** Calls `onSilent` once when nothing was heard for the limit. @param isBehind what came waits for us: then it is not the other side's silence */
  watch(onSilent: () => void, isBehind?: () => boolean): Watched
}

/** One watched connection. */
export type Watched = { heard(): void; stop(): void }

/** In how many steps the time is counted. */
const steps = 4

/**
 * A watch that counts its own ticks instead of the time: while a laptop sleeps no tick falls, so waking up is not taken for a long silence of
 * the other side, which slept as well.
 *
 * @param limitMs after so much silence a connection counts as lost; up to a quarter more may pass
 */
export function createSilenceWatch(limitMs: number): SilenceWatch {
  const watched = new Map<Watched, { ticks: number; onSilent: () => void; isBehind: () => boolean }>()
  let timer: NodeJS.Timeout | undefined

  function tick(): void {
    for (const [one, state] of [...watched]) {
      state.ticks = state.isBehind() ? 0 : state.ticks + 1
      if (state.ticks <= steps) continue
      one.stop()
      state.onSilent()
    }
  }

  return {
    watch(onSilent, isBehind = () => false) {
      const state = { ticks: 0, onSilent, isBehind }
      const one: Watched = {
        heard() {
          state.ticks = 0
        },
        stop() {
          watched.delete(one)
          if (watched.size > 0) return
          clearInterval(timer)
          timer = undefined
        },
      }
      watched.set(one, state)
      timer ??= setInterval(tick, limitMs / steps).unref()
      return one
    },
  }
}
