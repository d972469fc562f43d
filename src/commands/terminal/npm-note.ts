/**
 * What to say to a program that wants JSON through npm, which prints lines of its own on standard output first: `npm run --silent` leaves them out
 * (https://docs.npmjs.com/cli/v11/using-npm/config#loglevel).
 */
export function npmNote({ npm_lifecycle_event: script, npm_config_loglevel: level }: NodeJS.ProcessEnv): string[] {
  if (script !== 'tonearm' || level === 'silent') return []
  return ['npm adds lines of its own to standard output. For JSON alone, run: npm run --silent tonearm -- ...']
}
