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
  switch (running.state) {
    case 'running':
      terminal.answer(`Tonearm is listening on ${running.endpoint.url}.`)
      return 0
    case 'none':
      terminal.answer(`No Tonearm is listening with ${paths.directory}.`)
      return 1
    case 'distrusted':
      terminal.answer(running.reason)
      return 1
  }
}
