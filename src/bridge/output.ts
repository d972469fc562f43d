import type { Writable } from 'node:stream'

/** Writes messages for the client. */
export type Output = {
  /** Writes one, as a line. Settles when the client keeps up again. */
  write(message: object): Promise<void>
  /** Writes no more; settles when what was written has left, or after `waitMs`. */
  close(waitMs: number): Promise<void>
}

/** @param onGone nobody reads it any more */
export function createOutput(stream: Writable, onGone: () => void): Output {
  let closed = false
  const waiting = new Set<() => void>()
  const goOn = () => {
    for (const resume of waiting) resume()
    waiting.clear()
  }
  const gone = () => {
    closed = true
    goOn()
    onGone()
  }
  stream.on('drain', goOn).on('error', gone).once('close', gone)

  return {
    write(message) {
      // Only a plain `false` asks to wait: where Claude Desktop stands in for the process, the stream may be one of its own.
      if (closed || stream.write(`${JSON.stringify(message)}\n`) !== false) return Promise.resolve()
      return new Promise((resolve) => waiting.add(resolve))
    },
    close(waitMs) {
      if (closed) return Promise.resolve()
      closed = true
      goOn()
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, waitMs)
        stream.write('', () => {
          clearTimeout(timer)
          resolve()
        })
      })
    },
  }
}
