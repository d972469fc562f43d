import type { Caller } from '../tools/runtime/caller.ts'

/** Sends one `notifications/progress` to the client that asked for it. */
export type SendProgress = (params: { progress: number; total?: number; message?: string }) => Promise<void>

/**
 * Tells a client how far its request is: the value increases with each message, and none follows the answer (2025-11-25 and 2026-07-28,
 * basic/utilities/progress).
 *
 * @param send undefined when the client did not ask for progress
 */
export function createProgress(send: SendProgress | undefined): { report: Caller['progress']; end(): void } {
  let reached = Number.NEGATIVE_INFINITY
  let ended = send === undefined
  return {
    report(done, total, message) {
      if (ended || !(done > reached)) return
      reached = done
      // The client may have left, which is noticed elsewhere.
      send?.({ progress: done, total, message }).catch(() => {})
    },
    end() {
      ended = true
    },
  }
}
