import { createInterface, type Interface } from 'node:readline'
import { widest } from './fold.ts'

/** The terminal in which the command runs. Answers go to standard output, everything else to standard error. */
export type Terminal = {
  /** Whether a person can answer questions. */
  interactive: boolean
  /** Whether answers go only to a person at the terminal, not to a file or a pipe. */
  answersPerson: boolean
  /** The width for text that is laid out in lines, at most 80 characters. */
  columns: number
  answer(text: string): void
  /** Whether nobody reads the answers any more, as behind `| head -1`. Known only after an answer was lost. */
  readerIsGone(): boolean
  say(text: string): void
  /** Shows how far something is, in a line that is written over by whatever comes next. Nothing is shown where nobody looks. */
  progress(text: string): void
  /** Asks for a line. Rejects when `signal` aborts. @returns undefined when the input has ended */
  ask(question: string, signal: AbortSignal): Promise<string | undefined>
  /** Resolves when all output is written. Only then may the process exit. */
  flush(): Promise<void>
}

/** The real terminal. */
export function processTerminal(): Terminal {
  // The reader of the output may be gone (a closed window, `| head -1`). Serving goes on.
  let readerIsGone = false
  process.stdout.on('error', () => {
    readerIsGone = true
  })
  process.stderr.on('error', () => {})
  let input: Input | undefined
  const interactive = Boolean(process.stdin.isTTY && process.stderr.isTTY)
  let showsProgress = false

  function clearProgress(): void {
    if (showsProgress) process.stderr.write(clearLine)
    showsProgress = false
  }

  return {
    interactive,
    answersPerson: Boolean(process.stdin.isTTY && process.stdout.isTTY),
    columns: Math.min(process.stdout.columns || widest, widest),
    answer(text) {
      clearProgress()
      process.stdout.write(`${text}\n`)
    },
    readerIsGone: () => readerIsGone,
    say(text) {
      clearProgress()
      process.stderr.write(`${text}\n`)
    },
    progress(text) {
      if (!interactive) return
      // A longer line would break into two, of which only the second is written over.
      process.stderr.write(`${clearLine}${text.slice(0, (process.stderr.columns || widest) - 1)}`)
      showsProgress = true
    },
    ask(question, signal) {
      clearProgress()
      process.stderr.write(question)
      input ??= openInput()
      return input.nextLine(signal)
    },
    async flush() {
      await Promise.all([process.stdout, process.stderr].map((stream) => new Promise<void>((done) => stream.write('', () => done()))))
    },
  }
}

/** Back to the first column, and everything behind it gone. */
const clearLine = '\r\x1b[K'

type Input = { nextLine(signal: AbortSignal): Promise<string | undefined> }

/** Standard input by lines. All questions share one reader, because lines that arrive together (a pasted block, a pipe) answer different questions. */
function openInput(): Input {
  // `terminal: true` would keep Ctrl-C from becoming SIGINT.
  const reader = createInterface({ input: process.stdin, terminal: false })
  const lines: string[] = []
  let ended = false
  reader.on('line', (line) => void lines.push(line))
  reader.once('close', () => {
    ended = true
  })

  return {
    async nextLine(signal) {
      signal.throwIfAborted()
      if (lines.length === 0 && !ended) {
        reader.resume()
        await lineOrEnd(reader, signal)
        // Without open questions the input must be free for the next program in this terminal.
        if (!ended) reader.pause()
      }
      return lines.shift()
    },
  }
}

function lineOrEnd(reader: Interface, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      reader.off('line', settle).off('close', settle)
      signal.removeEventListener('abort', settle)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    reader.once('line', settle).once('close', settle)
    signal.addEventListener('abort', settle, { once: true })
  })
}
