import { changedSentences, type Problem, type ProblemCode } from '../../shared/problem.ts'

/** What only a person before a terminal can do about a problem. */
const adviceOf: Partial<Record<ProblemCode, string>> = {
  'port-taken': 'Choose another one with --port or TONEARM_PORT.',
  'address-unavailable': 'Choose another one with --host or TONEARM_HOST.',
  'callback-port-taken':
    'Or choose another port with TONEARM_CALLBACK_PORT or the setting callbackPort, and enter the new redirect URI in your Spotify app ' +
    '(https://developer.spotify.com/dashboard).',
  'data-directory-unusable': 'Choose another one with --data-dir or TONEARM_DATA_DIR.',
  'vault-unavailable': 'Or start Tonearm with --vault file, which is remembered.',
  'signed-out': 'Run `tonearm login`.',
}

/** A problem as the command prints it. */
export function problemForTerminal({ code, message, changed }: Problem): string {
  return [message, adviceOf[code], changed !== 'no' && changedSentences[changed]].filter(Boolean).join(' ')
}
