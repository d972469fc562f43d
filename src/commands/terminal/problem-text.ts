import { changedSentences, type Problem, type ProblemCode } from '../../shared/problem.ts'
import type { CommandFor } from './command-for.ts'

/** What only a person before a terminal can do about a problem. @param login the command that signs in */
const adviceOf: Partial<Record<ProblemCode, string | ((login: string) => string)>> = {
  'port-taken': 'Choose another one with --port or TONEARM_PORT.',
  'address-unavailable': 'Choose another one with --host or TONEARM_HOST.',
  'callback-port-taken':
    'Or choose another port with TONEARM_CALLBACK_PORT or the setting callbackPort, and enter the new redirect URI in your Spotify app ' +
    '(https://developer.spotify.com/dashboard).',
  'data-directory-unusable': 'Choose another one with --data-dir or TONEARM_DATA_DIR.',
  'vault-unavailable': 'Or start Tonearm with --vault file, which is remembered.',
  'signed-out': (login) => `To sign in, run "${login}".`,
  'client-id-missing': (login) => `To give Tonearm the client ID, run "${login}" in a terminal, or set SPOTIFY_CLIENT_ID.`,
}

/** A problem as the command prints it. */
export function problemForTerminal({ code, message, changed }: Problem, commandFor: CommandFor): string {
  const advice = adviceOf[code]
  return [message, typeof advice === 'function' ? advice(commandFor('login')) : advice, changed !== 'no' && changedSentences[changed]]
    .filter(Boolean)
    .join(' ')
}
