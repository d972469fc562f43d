import type { Invocation } from './terminal/invocation.ts'

/**
 * Begins to keep what is played, which the person is told once, before anything is kept. If that cannot be remembered, nothing is kept: they may not
 * have seen it.
 */
export function keepHistory({ settings, paths, terminal, tonearm, commandFor, log }: Invocation): void {
  const { keepHistory: wanted, historyNoticeSeen } = settings.current()
  if (wanted && !historyNoticeSeen) {
    terminal.say(
      `From now on, Tonearm keeps what you play on Spotify in a history on this computer, so that you can ask about it. To delete it, run "${commandFor('history')} erase --all". To switch it off, set "keepHistory" to false in ${paths.settings}.`,
    )
    try {
      settings.change({ historyNoticeSeen: true })
    } catch (error) {
      log.info(`The settings cannot be written, so no history is kept: ${error}`)
    }
  }
  tonearm.history.start()
}
