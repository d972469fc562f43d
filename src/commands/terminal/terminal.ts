import { createInterface, type Interface } from 'node:readline'

/** The terminal of whoever runs the command. Answers go to standard output, everything else to standard error. */
export type Terminal = {
  /** Whether a person sits there and can answer. */
  interactive: boolean
  /** Whether answers are read by a person there, and by nobody and nothing else. */
  answersPerson: boolean
  answer(text: string): void
  say(text: string): void
  /** Asks for a line. Rejects when `signal` aborts. @returns undefined when the input has ended */
  ask(question: string, signal: AbortSignal): Promise<string | undefined>
  /** Settles when everything written has left: only then may the process exit. */
  flush(): Promise<void>
}

/** The real terminal. */
export function processTerminal(): Terminal {
  // Whoever read our output may be gone (a closed window, `| head -1`): no reason to stop serving.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  let input: Input | undefined

  return {
    interactive: Boolean(process.stdin.isTTY && process.stderr.isTTY),
    answersPerson: Boolean(process.stdin.isTTY && process.stdout.isTTY),
    answer: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    ask(question, signal) {
      process.stderr.write(question)
      input ??= openInput()
      return input.nextLine(signal)
    },
    async flush() {
      await Promise.all([process.stdout, process.stderr].map((stream) => new Promise<void>((done) => stream.write('', () => done()))))
    },
  }
}

type Input = { nextLine(signal: AbortSignal): Promise<string | undefined> }

/** Standard input by lines. One reader for all questions: lines that arrive together (a pasted block, a pipe) are answers to different ones. */
function openInput(): Input {
  // Not as a terminal: that would keep Ctrl-C from becoming SIGINT.
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
        // A command that asks nothing more must leave the input to whoever has the terminal next.
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
