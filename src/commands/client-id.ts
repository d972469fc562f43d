import { setTimeout as wait } from 'node:timers/promises'
import { parseClientId } from '../config/settings.ts'
import { isProblem } from '../shared/problem.ts'
import type { Invocation } from './terminal/invocation.ts'
import { problemForTerminal } from './terminal/problem-text.ts'

/** How to get a client id, with the redirect URI to copy. */
export function clientIdGuide(callbackPort: number): string {
  return `Tonearm needs your own Spotify app (free, but you need Spotify Premium):

  1. Open https://developer.spotify.com/dashboard and choose "Create app".
  2. Redirect URI, exactly:  http://127.0.0.1:${callbackPort}/callback
     APIs used: Web API. Name and description are up to you.
  3. To let other people use it, add the e-mail addresses of their Spotify accounts under User Management (five accounts at most).
  4. Copy the Client ID from the app's page.`
}

/** Other processes (the app, another terminal) can set the client id too. */
const readEveryMs = 1_000

type Waiting = Pick<Invocation, 'settings' | 'terminal' | 'signal' | 'commandFor'>

/**
 * Asks for the client id and waits until there is one. The answer is saved in the settings.
 *
 * @throws AbortError when the command is stopped
 */
export async function waitForClientId({ settings, terminal, signal, commandFor }: Waiting): Promise<void> {
  if (settings.current().clientId) return
  terminal.say(clientIdGuide(settings.current().callbackPort))
  terminal.say('\nOr set SPOTIFY_CLIENT_ID in the environment and start again.\n')

  const found = new AbortController()
  const until = AbortSignal.any([signal, found.signal])
  try {
    await Promise.race([enteredClientId(), setByAnotherProcess()])
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

  async function setByAnotherProcess(): Promise<void> {
    let said: string | undefined
    while (!settings.current().clientId) {
      await wait(readEveryMs, undefined, { signal: until })
      // An editor may be saving the file right now, so the next read can succeed.
      const mistake = problemOf(settings.reload)
      if (mistake && mistake !== said) terminal.say(`\n${mistake}`)
      said = mistake
    }
    terminal.say('\nThe client ID is set.')
  }

  function problemOf(work: () => void): string | undefined {
    try {
      work()
      return undefined
    } catch (error) {
      if (!isProblem(error)) throw error
      return problemForTerminal(error, commandFor)
    }
  }
}
