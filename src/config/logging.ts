import electronLog from 'electron-log/node.js'

/** How parts write to the log. Messages are sentences; tokens, codes and callback URLs have no place in them. */
export type Log = Record<LogLevel, (message: string) => void>

/** From the least to the most severe. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const

export type LogLevel = (typeof logLevels)[number]

/** The log keeps at most this much, and one older file of the same size beside it. */
const maximumBytes = 2 * 1024 * 1024

/**
 * Opens the rotating log file and, for people who run the command in a terminal, a copy on standard error.
 *
 * Standard output is never used: there it would break the MCP protocol of `tonearm stdio`.
 *
 * @param options.terminalLevel the least severe level copied to standard error; none when missing
 */
export function openLog(options: { file: string; level: LogLevel; terminalLevel?: LogLevel }): Log {
  const logger = electronLog.create({ logId: 'tonearm' })
  logger.transports.file.resolvePathFn = () => options.file
  logger.transports.file.level = options.level
  logger.transports.file.maxSize = maximumBytes
  logger.transports.file.format = '{iso} {level} {text}'
  logger.transports.console.level = options.terminalLevel ?? false
  logger.transports.console.format = '{text}'
  logger.transports.console.writeFn = ({ message }) => process.stderr.write(`${message.data.join(' ')}\n`)
  if (logger.transports.ipc) logger.transports.ipc.level = false
  if (logger.transports.remote) logger.transports.remote.level = false

  const write = (level: LogLevel) => (message: string) => logger[level](redact(message))
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

/** For tests and short commands: nothing is kept. */
export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

const secretFields = 'code|code_verifier|state|access_token|refresh_token|token|client_secret|authorization'

/**
 * The second line of defence behind "never log a secret": takes out what looks like one (bearer tokens, OAuth form fields, query parameters and
 * JSON fields). Error messages of libraries pass through here too.
 */
export function redact(text: string): string {
  return text
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [redacted]')
    .replace(new RegExp(`\\b(${secretFields})=[^&\\s"']+`, 'gi'), '$1=[redacted]')
    .replace(new RegExp(`(["'](?:${secretFields})["']\\s*:\\s*)["'][^"']*["']`, 'gi'), '$1"[redacted]"')
}
