import { type Log, type LogLevel, logLevels } from '../../config/logging.ts'

/** A log that leaves out what is below the current level, so that a change of the setting needs no restart. */
export function withLevel(log: Log, level: () => LogLevel): Log {
  const from = (wanted: LogLevel) => (message: string) => {
    if (logLevels.indexOf(wanted) >= logLevels.indexOf(level())) log[wanted](message)
  }
  return { debug: from('debug'), info: from('info'), warn: from('warn'), error: from('error') }
}
