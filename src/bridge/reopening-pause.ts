const shortestMs = 100
const longestMs = 10_000

/**
 * The pause before a stream that ended is opened again. It doubles each time, so that a stream that keeps ending is not opened all the time.
 *
 * @returns called with how long the stream lived: waits
 */
export function createReopeningPause(): (livedMs: number) => Promise<void> {
  let nextMs = shortestMs
  return async (livedMs) => {
    if (livedMs > longestMs) nextMs = shortestMs
    const pauseMs = nextMs
    nextMs = Math.min(nextMs * 2, longestMs)
    await new Promise((resolve) => setTimeout(resolve, pauseMs).unref())
  }
}
