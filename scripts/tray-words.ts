import { parseArgs } from 'node:util'

/**
 * The words behind `npm start --` in the form in which the tray app takes them: `--port 4000` as `--port=4000`, since Chromium reads the command line, too.
 *
 * @returns undefined when there are others, which only `tonearm serve` takes
 */
export function trayWords(words: string[]): string[] | undefined {
  try {
    const { values } = parseArgs({
      args: words,
      options: { port: { type: 'string' }, vault: { type: 'string' }, 'data-dir': { type: 'string' } },
    })
    return Object.entries(values).map(([flag, value]) => `--${flag}=${value}`)
  } catch {
    return undefined
  }
}
