import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import electronLog from 'electron-log/node.js'
import type { Problem } from '../shared/problem.ts'

/** How parts write to the log. Messages are sentences; tokens, codes and callback URLs have no place in them. */
export type Log = Record<'debug' | 'info', (message: string) => void> & {
  /** @param problem why, as a sentence of its own: the command prints warnings, and adds what can be done at a terminal */
  warn(message: string, problem?: Problem): void
  /** @param error what was thrown, whose stack is kept */
  error(message: string, error?: unknown): void
}

/** From the least to the most severe. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const

export type LogLevel = (typeof logLevels)[number]

/** The log keeps at most this much, and one older file of the same size beside it. */
const maximumBytes = 2 * 1024 * 1024

/**
 * Opens the rotating log file.
 *
 * Standard output is never used: there it would break the MCP protocol of `tonearm stdio`. If the file cannot be written, standard error says so once.
 */
export function openLog(options: { file: string; level: LogLevel }): Log {
  const logger = electronLog.create({ logId: 'tonearm' })
  // Without it electron-log looks for a package.json above the working directory, and writes nothing where there is none.
  logger.transports.file.setAppName('Tonearm')
  logger.transports.file.resolvePathFn = () => options.file
  logger.transports.file.level = options.level
  logger.transports.file.maxSize = maximumBytes
  logger.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  keepToOwner(options.file)
  logger.transports.file.format = '{iso} {level} {text}'
  logger.transports.console.level = false
  // The library reports what the file does not take through the first logger that was made, its own: said once, and without a stack.
  let isReported = false
  const report = ({ message }: { message: { data: unknown[] } }) => {
    if (!isReported) process.stderr.write(`${unwritable(options.file, message.data.join(' '))}\n`)
    isReported = true
  }
  for (const { transports } of [electronLog, logger]) transports.console.writeFn = report
  if (logger.transports.ipc) logger.transports.ipc.level = false
  if (logger.transports.remote) logger.transports.remote.level = false

  const write = (level: LogLevel) => (message: string) => logger[level](redact(message))
  return {
    debug: write('debug'),
    info: write('info'),
    warn: (message, problem) => write('warn')(problem ? `${message} ${problem.message}` : message),
    error: (message, error) => write('error')(withStack(message, error)),
  }
}

/** Makes the folder, and lets only the owner read the files, also those that an older version has left. */
function keepToOwner(file: string): void {
  try {
    // electron-log would make it with the mode of the file, and nobody could enter it.
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  } catch {
    // The first line that is written fails too, and says so.
  }
  for (const existing of [file, file.replace(/\.log$/, '.old.log')]) {
    try {
      chmodSync(existing, 0o600)
    } catch {
      // There is none yet, or it is not ours.
    }
  }
}

/** @param text the library's, in which the system's code stands somewhere */
function unwritable(file: string, text: string): string {
  const code = /\bE[A-Z]{3,}\b/.exec(text)?.[0] ?? 'unknown reason'
  return `The log ${file} cannot be written (${code}).`
}

/** A message with the stack of what was thrown, if anything was. */
export function withStack(message: string, error?: unknown): string {
  if (error === undefined) return message
  return `${message}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}

/** For tests and short commands: nothing is kept. */
export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

const secretFields = 'code|code_?verifier|state|access_?token|refresh_?token|token|client_?secret|authorization'

/** `name=value` of forms and queries, also encoded once more inside another address; `name: "value"` of JSON and of objects as Node shows them. */
const formField = new RegExp(`(?:(?<![\\w-])|(?<=%26|%3F))(${secretFields})(=|%3D)(?:(?!%26)[^&\\s"'])+`, 'gi')
const objectField = new RegExp(`(?<![\\w-])((["']?)(?:${secretFields})\\2\\s*:\\s*)(["'])(?:\\\\.|(?!\\3)[^\\\\])*\\3`, 'gi')

/** Spotify's codes and tokens begin with AQ or BQ and have more than 100 characters. */
const spotifySecret = /\b[AB]Q[\w-]{60,}/g

/**
 * The second line of defence behind "never log a secret": removes what looks like one (bearer tokens, OAuth form fields, query parameters and
 * JSON fields, Spotify's own tokens). Error messages of libraries pass through here too.
 */
export function redact(text: string): string {
  return text
    .replace(/\b(authorization:\s*)(Bearer|Basic)\s+\S+/gi, '$1$2 [redacted]')
    .replace(/\bBearer\s+[\w.~+/-]{20,}=*/gi, 'Bearer [redacted]')
    .replace(formField, '$1$2[redacted]')
    .replace(objectField, '$1$3[redacted]$3')
    .replace(spotifySecret, '[redacted]')
}
