import { findPaths } from '../config/paths.ts'
import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import type { Flags } from './terminal/arguments.ts'
import type { Terminal } from './terminal/terminal.ts'

/**
 * Says whether a Tonearm is listening with this data directory. A container's health check runs this twice a minute, so it opens no database, no
 * vault and no log.
 *
 * @returns the exit code: 0 it listens, 1 it does not
 */
export async function check(flags: Flags, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const paths = findPaths({ directory: flags.dataDirectory, environment })
  const running = await findRunningEndpoint(paths.endpoint)
  terminal.answer(running ? `Tonearm is listening on ${running.endpoint.url}.` : `No Tonearm is listening with ${paths.directory}.`)
  return running ? 0 : 1
}
