import { pipeline, type Readable, Transform } from 'node:stream'
import { createLineSplitter, type LongLine } from '../shared/line-splitter.ts'

/**
 * What comes from `input`, without lines that are too long: the SDK's transport would end the connection at the first one, without a word.
 *
 * @param options.onLongLine called for each line that was dropped
 */
export function shortLines(input: Readable, options: { maximumBytes: number; onLongLine: (line: LongLine) => void }): Readable {
  const splitter = createLineSplitter(options.maximumBytes)
  const lines = new Transform({
    transform(chunk: Buffer, _, done) {
      for (const line of splitter.feed(chunk)) {
        if (typeof line === 'string') this.push(`${line}\n`)
        else options.onLongLine(line)
      }
      done()
    },
  })
  // How it ends is seen at `lines`.
  pipeline(input, lines, () => {})
  return lines
}
