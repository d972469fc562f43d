/** A line above the limit, which was not kept. `id`: of the JSON-RPC request that it was, if its beginning or end tells. */
export type LongLine = { id: string | number | undefined }

/** Splits bytes into lines. */
export type LineSplitter = {
  /** Takes the next bytes. @returns the lines that are complete now, without their line ends */
  feed(chunk: Buffer): (string | LongLine)[]
}

const lineFeed = 0x0a

/** Of a line that is too long, so many bytes of its beginning and of its end are looked at. */
const headBytes = 1024
const tailBytes = 256

/**
 * A splitter for newline-delimited UTF-8. Chunks may end anywhere, also within a character. CRLF counts as one line end, and a byte order mark
 * (from a Windows pipe) is removed. The bytes after the last line feed are kept for the next chunk.
 *
 * @param limitBytes a longer line is dropped
 */
export function createLineSplitter(limitBytes: number): LineSplitter {
  let parts: Buffer[] = []
  let bytes = 0
  /** The ends of a line that is too long. */
  let head = ''
  let tail = Buffer.alloc(0)

  function take(part: Buffer): void {
    const wasLong = bytes > limitBytes
    bytes += part.length
    parts.push(part)
    if (bytes <= limitBytes) return
    const whole = Buffer.concat(wasLong ? [tail, ...parts] : parts)
    if (!wasLong) head = whole.toString('utf8', 0, headBytes)
    tail = Buffer.from(whole.subarray(-tailBytes))
    parts = []
  }

  function finish(): string | LongLine {
    const line =
      bytes > limitBytes
        ? { id: requestId(head, tail.toString('utf8')) }
        : Buffer.concat(parts)
            .toString('utf8')
            .replace(/^\uFEFF/, '')
            .replace(/\r$/, '')
    parts = []
    bytes = 0
    return line
  }

  return {
    feed(chunk) {
      const lines: (string | LongLine)[] = []
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

const id = /"id"\s*:\s*(-?\d{1,15}|"(?:[^"\\]|\\.){1,200}")/.source
const version = /"jsonrpc"\s*:\s*"2\.0"/.source
const idFirst = new RegExp(String.raw`^\uFEFF?\s*\{\s*(?:${version}\s*,\s*)?(?:"method"\s*:\s*"[^"\\]*"\s*,\s*)?${id}\s*,`)
/** What closes at the very end is the message itself, so this id is no other's. */
const idLast = new RegExp(String.raw`,\s*${id}\s*(?:,\s*${version}\s*)?\}\s*$`)
/** Before anything nested: the message answers one of our requests, so it gets no answer itself. */
const isAnswer = /^\uFEFF?\s*\{[^{[]*"(?:result|error)"\s*:/

/** The id of the request that begins and ends like this. Clients write it first or last; what lies between is often megabytes. */
function requestId(head: string, tail: string): string | number | undefined {
  if (isAnswer.test(head) || !/"method"\s*:\s*"/.test(head)) return undefined
  const found = (idFirst.exec(head) ?? idLast.exec(tail))?.[1]
  return found === undefined ? undefined : JSON.parse(found)
}
