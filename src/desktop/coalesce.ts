/** A function that runs once after many calls in a row. */
export type Coalesced = { call(): void; cancel(): void }

/** Many small changes come at once, and views need only the last one: `work` runs once, when the current work of the process is done. */
export function coalesce(work: () => void): Coalesced {
  let pending: NodeJS.Immediate | undefined
  return {
    call() {
      pending ??= setImmediate(() => {
        pending = undefined
        work()
      })
    },
    cancel() {
      clearImmediate(pending)
      pending = undefined
    },
  }
}
