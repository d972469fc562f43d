/** Watches connections, and reports those on which no data comes. */
export type SilenceWatch = {
  /**
   * Calls `onSilent` once, when no data came for the limit.
   *
   * @param hasUnread whether data has come that we have not read yet: then the other side is not silent
   */
  watch(onSilent: () => void, hasUnread?: () => boolean): WatchedConnection
}

/** One watched connection: `reset` when data has come, `stop` when it is over. */
export type WatchedConnection = { reset(): void; stop(): void }

/** In how many ticks the limit is counted. */
const ticksPerLimit = 4

/**
 * A watch that counts its own ticks instead of the time. While a laptop sleeps there are no ticks, so the sleep is not taken for silence of the
 * other side, which was asleep as well.
 *
 * @param limitMs after so long without data a connection counts as lost; up to a quarter more may pass
 */
export function createSilenceWatch(limitMs: number): SilenceWatch {
  const connections = new Map<WatchedConnection, { ticks: number; onSilent: () => void; hasUnread: () => boolean }>()
  let timer: NodeJS.Timeout | undefined

  function tick(): void {
    for (const [connection, state] of [...connections]) {
      state.ticks = state.hasUnread() ? 0 : state.ticks + 1
      if (state.ticks <= ticksPerLimit) continue
      connection.stop()
      state.onSilent()
    }
  }

  return {
    watch(onSilent, hasUnread = () => false) {
      const state = { ticks: 0, onSilent, hasUnread }
      const connection: WatchedConnection = {
        reset() {
          state.ticks = 0
        },
        stop() {
          connections.delete(connection)
          if (connections.size > 0) return
          clearInterval(timer)
          timer = undefined
        },
      }
      connections.set(connection, state)
      timer ??= setInterval(tick, limitMs / ticksPerLimit).unref()
      return connection
    },
  }
}
