import type { Writable } from 'node:stream'

/** Writes messages to the client. */
export type Output = {
  /** Writes one message as a line. Settles when the client can take more. */
  write(message: object): Promise<void>
  /** Accepts nothing more. Settles when everything is written, or after `waitMs`. */
  close(waitMs: number): Promise<void>
}

/** @param onGone called when the client no longer reads */
export function createOutput(stream: Writable, onGone: () => void): Output {
  let closed = false
  const waiting = new Set<() => void>()
  const resumeAll = () => {
    for (const resume of waiting) resume()
    waiting.clear()
  }
  const gone = () => {
    closed = true
    resumeAll()
    onGone()
  }
  stream.on('drain', resumeAll).on('error', gone).once('close', gone)

  return {
    write(message) {
      // Only a plain `false` asks to wait: Claude Desktop can run the bridge in its own process, with a stream of its own making.
      if (closed || stream.write(`${JSON.stringify(message)}\n`) !== false) return Promise.resolve()
      return new Promise((resolve) => waiting.add(resolve))
    },
    close(waitMs) {
      if (closed) return Promise.resolve()
      closed = true
      resumeAll()
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
