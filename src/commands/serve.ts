import { findListenOn } from '../config/listen-on.ts'
import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { waitForClientId } from './client-id.ts'
import { greet } from './greet.ts'
import { aborted } from './terminal/aborted.ts'
import type { Invocation } from './terminal/invocation.ts'
import { problemForTerminal } from './terminal/problem-text.ts'

/** Serves MCP clients until it is told to stop. */
export async function serve(invocation: Invocation): Promise<void> {
  const { flags, terminal, tonearm, signal, environment, log } = invocation
  const { allowedHosts } = findListenOn(flags, environment)
  await refuseSecond(invocation)
  await tonearm.restore()
  const { url, token } = await tonearm.listen()

  if (flags.json) terminal.answer(JSON.stringify({ url, token, pid: process.pid }))
  else terminal.say(`Tonearm is listening on ${url}\n\n${howToConnect(url, token, invocation)}\n`)

  if (allowedHosts) log.warn(forOthers(allowedHosts))

  try {
    await signInIfNew(invocation)
    terminal.say(await greet(invocation))
  } catch (error) {
    if (signal.aborted) return
    if (!isProblem(error)) throw error
    terminal.say(problemForTerminal(error))
  }
  if (!flags.json) terminal.say('Press Ctrl-C to stop.')
  await aborted(signal)
}

/** Two at once would share one database, one login and one endpoint.json; clients need only one. */
async function refuseSecond({ paths }: Invocation): Promise<void> {
  const running = await findRunningEndpoint(paths.endpoint)
  if (!running) return
  throw new Problem('already-running', `Tonearm already runs here: ${running.endpoint.url}. Use that one, or stop it first.`)
}

/** Whoever just gave a client id sits there and wants to go on; else the first question of a client starts the sign-in. */
async function signInIfNew(invocation: Invocation): Promise<void> {
  const { tonearm, signal } = invocation
  if (tonearm.status().account.state !== 'client-id-missing') return
  await waitForClientId(invocation)
  await tonearm.restore()
  if (tonearm.status().account.state === 'signed-out') await tonearm.signIn(undefined, signal)
}

/** One line for whoever opened it to other computers. */
function forOthers(names: readonly string[]): string {
  const reach = names.length > 0 ? `as ${names.join(', ')}` : 'only as localhost, so add --allow-host NAME'
  return `Other computers can call it (${reach}), in plain HTTP: put TLS in front of it, or keep it in a network that you trust.`
}

/** The token opens the music to whoever has it, so it is shown to a person only, not to what collects the output of a service. */
function howToConnect(url: string, token: string, { terminal, paths, own }: Invocation): string {
  if (!terminal.interactive) return `The token for clients is in ${paths.endpoint}.`
  return `To connect the clients on this computer, in another terminal:\n\n  ${own('clients')}\n\nBy hand, such as Claude Code:\n\n  claude mcp add --transport http --scope user tonearm ${url} --header "Authorization: Bearer ${token}"\n\nOther clients: this address and this header.`
}
