import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import type { ClientAction, ClientChange, ClientView } from '../shared/clients.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { changeLines, clientLines, clientTable } from './terminal/client-lines.ts'
import type { ClientsRequest } from './terminal/clients-arguments.ts'
import type { Invocation } from './terminal/invocation.ts'
import { isConfirmed } from './terminal/is-confirmed.ts'
import { problemForTerminal } from './terminal/problem-text.ts'

type AboutOne = Extract<ClientsRequest, { action: 'show' | 'add' | 'remove' }>

/** Lists the MCP clients of this computer, shows one, connects it, disconnects it, blocks it, or lets it in again. */
export async function clients(invocation: Invocation): Promise<void> {
  const request = invocation.flags.clients ?? { action: 'list' }
  switch (request.action) {
    case 'list':
      return list(invocation)
    case 'show':
      return show(invocation, request)
    case 'add':
      return carryOut(invocation, request, 'connect')
    case 'remove':
      return carryOut(invocation, request, 'disconnect')
    case 'block':
      return block(invocation, request.introducedAs, true)
    case 'allow':
      return block(invocation, request.introducedAs, false)
  }
}

async function list({ tonearm, terminal, flags, own }: Invocation): Promise<void> {
  const views = await tonearm.clients.list()
  terminal.answer(flags.json ? JSON.stringify({ clients: views }) : clientTable(views))
  if (terminal.answersPerson && !flags.json) terminal.say(`\nTo connect one: ${own('clients')} add NAME`)
}

async function show(invocation: Invocation, request: AboutOne): Promise<void> {
  const { tonearm, terminal, flags } = invocation
  const { name, withKey } = request
  const client = (await tonearm.clients.list()).find((view) => view.name === name) as ClientView
  const planned = await plan(invocation, request, client)
  // What is piped ends in files, logs and bug reports; a person who looks at their own terminal wants to paste it.
  const keyShown = withKey || (terminal.answersPerson && !flags.json)
  const snippet = await tonearm.clients.snippet(name, { keyShown })
  if (flags.json) return terminal.answer(JSON.stringify({ client, ...planned, snippet }))

  const holdsKey = snippet !== (await tonearm.clients.snippet(name, { keyShown: !keyShown }))
  const isSaid = 'problem' in planned && planned.problem === client.note
  const parts = [
    clientLines(client),
    ...(isSaid ? [] : [plannedLines(planned, invocation, request)]),
    `To connect it by hand:\n\n${snippet}`,
  ]
  if (holdsKey)
    parts.push(keyShown ? 'The key in it opens your music to whoever has it: paste it there only.' : howToSeeKey(invocation, name))
  terminal.answer(parts.join('\n\n'))
}

type Planned = { change: ClientChange } | { problem: string }

/** What connecting would do, or disconnecting where it is connected. That it cannot be done was asked for, too, so it is part of the answer. */
async function plan({ tonearm }: Invocation, { name, bySettings }: AboutOne, { state }: ClientView): Promise<Planned> {
  try {
    return { change: await tonearm.clients.preview(name, state === 'connected' ? 'disconnect' : 'connect', wayOf(bySettings)) }
  } catch (error) {
    if (!isProblem(error)) throw error
    return { problem: problemForTerminal(error) }
  }
}

function plannedLines(planned: Planned, { own }: Invocation, { name, bySettings }: AboutOne): string {
  if ('problem' in planned) return planned.problem
  const { change } = planned
  if (change.steps.length === 0) return change.summary
  const command = [own('clients'), change.action === 'connect' ? 'add' : 'remove', name, ...(bySettings ? ['--settings'] : [])].join(' ')
  return `To ${change.action} it: ${command}\n${changeLines(change)}`
}

function howToSeeKey({ own }: Invocation, name: string): string {
  return `The key is hidden: it opens your music to whoever has it. To see it: ${own('clients')} show ${name} --with-key`
}

async function carryOut(invocation: Invocation, { name, bySettings }: AboutOne, action: ClientAction): Promise<void> {
  const { tonearm, terminal, flags, paths, own } = invocation
  const change = await tonearm.clients.preview(name, action, wayOf(bySettings))
  if (change.steps.length > 0) {
    if (!flags.yes || !flags.json) terminal.say(changeLines(change))
    if (!flags.yes) await confirm(invocation)
  }
  const done = await tonearm.clients.carryOut(name, action, change.id, wayOf(bySettings))
  if (flags.json) return terminal.answer(JSON.stringify({ client: name, action, ...done, change }))
  terminal.answer(done.message)
  if (name === 'other') terminal.say(`To see them: ${own('clients')} show other`)
  if (action === 'connect' && !(await findRunningEndpoint(paths.endpoint))) {
    terminal.say(`Tonearm is not running now. Start the app, or run: ${own('serve')}`)
  }
}

/** The Tonearm that runs hears of it when the next client comes, and within a minute. */
function block({ tonearm, terminal, flags }: Invocation, name: string, blocked: boolean): void {
  const before = tonearm.status().blockedClients
  tonearm.blockClient(name, blocked)
  const { blockedClients: after } = tonearm.status()
  const wasKnown = blocked || after.length < before.length
  terminal.answer(flags.json ? JSON.stringify({ blockedClients: after }) : blockLines(after, blocked, wasKnown))
}

function blockLines(names: string[], blocked: boolean, wasKnown: boolean): string {
  const list = names.length > 0 ? `Blocked: ${names.join(', ')}.` : 'Nobody is blocked.'
  if (!wasKnown) return `There was no such client among the blocked. ${list}`
  return `${blocked ? 'It is refused from now on, and cut off within a minute if it is connected.' : 'It may connect again.'} ${list}`
}

/** @throws Problem `not-confirmed` */
async function confirm({ terminal, signal }: Invocation): Promise<void> {
  if (!terminal.interactive) {
    throw new Problem('not-confirmed', 'Nothing was changed, since nobody can be asked here. To do it, add --yes to the command.')
  }
  if (!(await isConfirmed({ terminal, signal }, 'Do it?'))) throw new Problem('not-confirmed', 'Nothing was changed.')
}

const wayOf = (bySettings: boolean) => (bySettings ? 'settings' : undefined)
