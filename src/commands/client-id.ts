import { setTimeout as wait } from 'node:timers/promises'
import { parseClientId } from '../config/settings.ts'
import { isProblem } from '../shared/problem.ts'
import type { Invocation } from './terminal/invocation.ts'
import { problemForTerminal } from './terminal/problem-text.ts'

/** How to get a client id, with the redirect URI to copy. */
export function clientIdGuide(callbackPort: number): string {
  return `Tonearm needs a Spotify app of your own (free; the owner needs Premium):

  1. Open https://developer.spotify.com/dashboard and choose "Create app".
  2. Redirect URI, exactly:  http://127.0.0.1:${callbackPort}/callback
     APIs used: Web API. Name and description are up to you.
  3. For other listeners than yourself: User Management, add the e-mail address of their Spotify account (five accounts at most).
  4. Copy the Client ID from the app's page.`
}

/** Other processes (the app, another terminal) may set the client id, too. */
const lookEveryMs = 1_000

type Waiting = Pick<Invocation, 'settings' | 'terminal' | 'signal'>

/**
 * The person's client id, asked for and waited for until there is one. What is entered is kept in the settings.
 *
 * @throws AbortError when the command is ended meanwhile
 */
export async function waitForClientId({ settings, terminal, signal }: Waiting): Promise<void> {
  if (settings.current().clientId) return
  terminal.say(clientIdGuide(settings.current().callbackPort))
  terminal.say('\nOr set SPOTIFY_CLIENT_ID in the environment and start again.\n')

  const found = new AbortController()
  const until = AbortSignal.any([signal, found.signal])
  try {
    await Promise.race([enteredClientId(), setElsewhere()])
  } finally {
    found.abort()
  }

  async function enteredClientId(): Promise<void> {
    for (;;) {
      const line = await terminal.ask('Paste the Client ID here: ', until)
      if (line === undefined) return new Promise(() => {})
      if (!line.trim()) continue
      const mistake = problemOf(() => settings.change({ clientId: parseClientId(line) }))
      if (!mistake) return
      terminal.say(mistake)
    }
  }

  async function setElsewhere(): Promise<void> {
    let said: string | undefined
    while (!settings.current().clientId) {
      await wait(lookEveryMs, undefined, { signal: until })
      // An editor may be in the middle of saving, or the person of writing: the next look can be better.
      const mistake = problemOf(settings.reload)
      if (mistake && mistake !== said) terminal.say(`\n${mistake}`)
      said = mistake
    }
    terminal.say('\nThe client id is set.')
  }
}

function problemOf(work: () => void): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (!isProblem(error)) throw error
    return problemForTerminal(error)
  }
}
