/**
 * Runs work when its turn comes: so much at once, the rest in the order in which it came. What is repeated goes first, since somebody has been waiting
 * for it the longest. Who no longer waits leaves the queue.
 */
export type Turns = <Result>(work: () => Promise<Result>, options: { signal: AbortSignal; repeated: boolean }) => Promise<Result>

/**
 * A place is kept for this long after its work was given up. Spotify may still be busy with the request, and who gives up one mostly gives up several, one
 * after the other: the next in the queue would be sent only to be given up, too.
 */
const restMs = 100

/** @param places how much runs at once */
export function createTurns(places: number): Turns {
  const repeated: (() => void)[] = []
  const first: (() => void)[] = []
  let free = places

  async function enter(queue: (() => void)[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (free > 0) {
      free -= 1
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const go = () => {
      signal.removeEventListener('abort', leave)
      resolve()
    }
    const leave = () => {
      queue.splice(queue.indexOf(go), 1)
      reject(signal.reason)
    }
    signal.addEventListener('abort', leave, { once: true })
    queue.push(go)
    await promise
  }

  /** The place goes straight to the next, so that nobody who comes in between takes it. */
  function leavePlace(): void {
    const next = repeated.shift() ?? first.shift()
    if (next) next()
    else free += 1
  }

  return async (work, options) => {
    await enter(options.repeated ? repeated : first, options.signal)
    try {
      return await work()
    } finally {
      if (options.signal.aborted) setTimeout(leavePlace, restMs)
      else leavePlace()
    }
  }
}
