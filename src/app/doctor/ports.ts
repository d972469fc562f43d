import { createServer } from 'node:net'
import type { Finding } from '../../shared/finding.ts'
import { findingsAbout } from './finding.ts'

/**
 * Whether Tonearm can listen on a port of this computer.
 *
 * @param port 0 for any free one
 * @param isOurs whether the Tonearm that runs listens there
 * @param advice how to choose another port, as a sentence
 */
export async function examinePort(about: string, port: number, isOurs: boolean, advice: string): Promise<Finding> {
  const { ok, problem } = findingsAbout(about)
  if (port === 0) return ok('Any free port is used.')
  if (isOurs) return ok(`Tonearm listens on port ${port}.`)
  const code = await failureOfListening(port)
  if (code === undefined) return ok(`Port ${port} is free.`)
  if (code === 'EADDRINUSE') return problem(`Another program uses port ${port}. Quit that program, or choose another port. ${advice}`)
  return problem(`Port ${port} cannot be used (${code}). Choose another port. ${advice}`)
}

function failureOfListening(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)))
  })
}
