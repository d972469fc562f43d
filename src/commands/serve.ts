import { findListenOn } from '../config/listen-on.ts'
import { isProblem } from '../shared/problem.ts'
import { waitForClientId } from './client-id.ts'
import { describeAccount } from './describe-account.ts'
import { keepHistory } from './keep-history.ts'
import { aborted } from './terminal/aborted.ts'
import { type Command, withTonearm } from './terminal/command.ts'
import type { Invocation } from './terminal/invocation.ts'
import { problemForTerminal } from './terminal/problem-text.ts'

/** `tonearm serve` */
export const serve: Command = {
  summary: 'serve apps at http://127.0.0.1:3345/mcp until Ctrl-C',
  usage: ['serve'],
  about: 'Only one Tonearm runs with the same data: this, or the app in the tray. Stopped with Ctrl-C or "tonearm stop", it ends with 0.',
  flags: {
    port: 'another port than 3345; 0 takes any free one',
    host: 'listen for other computers too, for example on 0.0.0.0; needs TONEARM_TOKEN',
    'allow-host': 'another name that apps may use for this computer, such as host.docker.internal; can be repeated',
    json: 'one line of JSON with url, token and pid on standard output, when it is ready',
    'no-browser': 'show the address of the sign-in page and open nothing',
    structured: 'also send results as structured content, for apps that are programs (costs tokens)',
  },
  examples: [
    ['serve', 'serve the apps on this computer'],
    ['serve --port 4000', 'where another program uses port 3345'],
    ['serve --vault file', 'on a computer without a keychain'],
  ],
  run: withTonearm(serveClients),
}

/** Serves MCP clients until it is stopped. */
async function serveClients(invocation: Invocation): Promise<void> {
  const { flags, terminal, tonearm, signal, environment, log } = invocation
  const { allowedHosts } = findListenOn(flags, environment)
  await tonearm.restore()
  const { url, token } = await tonearm.listen()

  if (flags.json) terminal.answer(JSON.stringify({ url, token, pid: process.pid }))
  else terminal.say(`Tonearm is listening on ${url}\n\n${howToConnect(url, token, invocation)}\n`)

  if (allowedHosts) log.warn(openToOthersWarning(allowedHosts))

  try {
    await signInIfNew(invocation)
    terminal.say(await describeAccount(invocation))
  } catch (error) {
    // Ctrl-C at the question for the client id ends as at any question. Without a question, it is how serving ends.
    const wasAsked = terminal.interactive && tonearm.status().account.state === 'client-id-missing'
    if (signal.aborted && !wasAsked) return
    if (signal.aborted || !isProblem(error)) throw error
    terminal.say(problemForTerminal(error, invocation.commandFor))
  }
  keepHistory(invocation)
  if (!flags.json) terminal.say('Press Ctrl-C to stop.')
  await aborted(signal)
}

/** Signs in at once after the person has entered a client id. Otherwise the first call of a client starts the sign-in. */
async function signInIfNew(invocation: Invocation): Promise<void> {
  const { tonearm, signal } = invocation
  if (tonearm.status().account.state !== 'client-id-missing') return
  await waitForClientId(invocation)
  await tonearm.restore()
  if (tonearm.status().account.state === 'signed-out') await tonearm.signIn(undefined, signal)
}

/** A warning when other computers can connect. */
function openToOthersWarning(names: readonly string[]): string {
  const reach = names.length > 0 ? `as ${names.join(', ')}` : 'only as localhost, so add --allow-host NAME'
  return `Other computers can connect (${reach}) over plain HTTP. Put TLS in front of it, or use it only in a network that you trust.`
}

/** The token gives access to the music, so it is shown only to a person, not to a program that collects the output. */
function howToConnect(url: string, token: string, { terminal, paths, commandFor }: Invocation): string {
  if (!terminal.interactive) return `The access key for apps is in ${paths.endpoint}.`
  return `To connect the apps on this computer, run this in another terminal:\n\n  ${commandFor('clients')}\n\nTo connect Claude Code by hand:\n\n  claude mcp add --transport http --scope user tonearm ${url} --header "Authorization: Bearer ${token}"\n\nOther apps need the same address and header.`
}
