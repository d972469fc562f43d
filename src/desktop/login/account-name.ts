import type { Tonearm } from '../../app/tonearm-type.ts'
import type { Log } from '../../config/logging.ts'

/** Asks Spotify for the account's name once after each sign-in, for the tray and the window. Without an answer they show no name. */
export function enableAccountName({ tonearm, log }: { tonearm: Pick<Tonearm, 'status' | 'onStatus' | 'greet'>; log: Log }): void {
  let asked = false

  function loadName(): void {
    const { account } = tonearm.status()
    if (account.state !== 'signed-in') asked = false
    else if (!asked && !account.name) {
      asked = true
      tonearm.greet().catch((error) => log.info(`Loading the account's name failed: ${error instanceof Error ? error.message : error}`))
    }
  }

  tonearm.onStatus(loadName)
  loadName()
}
