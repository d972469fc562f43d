import type { Tonearm } from '../../app/tonearm-type.ts'
import type { Log } from '../../config/logging.ts'

/** Asks Spotify once after each sign-in who it is, so that tray and window can say the name. Without an answer they do without. */
export function enableGreeting({ tonearm, log }: { tonearm: Pick<Tonearm, 'status' | 'onStatus' | 'greet'>; log: Log }): void {
  let asked = false

  function look(): void {
    const { account } = tonearm.status()
    if (account.state !== 'signed-in') asked = false
    else if (!asked && !account.name) {
      asked = true
      tonearm.greet().catch((error) => log.info(`Spotify did not say who is signed in: ${error instanceof Error ? error.message : error}`))
    }
  }

  tonearm.onStatus(look)
  look()
}
