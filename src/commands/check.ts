import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import type { Start } from './terminal/command.ts'
import { exitCodes } from './terminal/exit-codes.ts'

/**
 * Says whether a Tonearm is listening with this data directory. A container's health check runs this twice a minute, so it opens no database, no
 * vault and no log.
 *
 * @returns the exit code: 1 when none is
 */
export async function check({ terminal, paths }: Pick<Start, 'terminal' | 'paths'>): Promise<number> {
  const running = await findRunningEndpoint(paths.endpoint)
  switch (running.state) {
    case 'running':
      terminal.answer(`Tonearm is listening on ${running.endpoint.url}.`)
      return exitCodes.done
    case 'none':
      terminal.answer(`No Tonearm is listening with ${paths.directory}.`)
      return exitCodes.failed
    case 'distrusted':
      terminal.answer(running.reason)
      return exitCodes.failed
  }
}
