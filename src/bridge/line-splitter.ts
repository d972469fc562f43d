/** Splits bytes into lines. */
export type LineSplitter = {
  /** Takes the next bytes. @returns the lines that are complete now, without their line ends; undefined for a line that was too long */
  feed(chunk: Buffer): (string | undefined)[]
}

const lineFeed = 0x0a

/**
 * A splitter for newline-delimited UTF-8. Chunks may end anywhere, also within a character. CRLF counts as one line end, and a byte order mark
 * (from a Windows pipe) is removed. The bytes after the last line feed are kept for the next chunk.
 *
 * @param limitBytes a longer line is dropped
 */
export function createLineSplitter(limitBytes: number): LineSplitter {
  let parts: Buffer[] = []
  let bytes = 0

  function take(part: Buffer): void {
    bytes += part.length
    if (bytes <= limitBytes) parts.push(part)
    else parts = []
  }

  function finish(): string | undefined {
    const line = bytes <= limitBytes ? Buffer.concat(parts).toString('utf8') : undefined
    parts = []
    bytes = 0
    return line?.replace(/^\uFEFF/, '').replace(/\r$/, '')
  }

  return {
    feed(chunk) {
      const lines: (string | undefined)[] = []
      let from = 0
      for (let to = chunk.indexOf(lineFeed); to >= 0; to = chunk.indexOf(lineFeed, from)) {
        take(chunk.subarray(from, to))
        lines.push(finish())
        from = to + 1
      }
      take(chunk.subarray(from))
      return lines
    },
  }
}
