import { findRunningEndpoint } from '../discovery/running-endpoint.ts'
import { type ClientAction, type ClientChange, type ClientView, clientNames } from '../shared/clients.ts'
import { isProblem } from '../shared/problem.ts'
import { changeLines, clientLines, clientTable } from './terminal/client-lines.ts'
import { type ClientsRequest, parseClientsRequest } from './terminal/clients-arguments.ts'
import { type Command, withTonearm } from './terminal/command.ts'
import type { Invocation } from './terminal/invocation.ts'
import { requireYes } from './terminal/is-confirmed.ts'
import { problemForTerminal } from './terminal/problem-text.ts'

type AboutOne = Extract<ClientsRequest, { action: 'show' | 'add' | 'remove' }>

/** `tonearm clients` */
export const clients: Command = {
  summary: 'connect apps on this computer, and see which are connected',
  usage: ['clients', 'clients show APP', 'clients add APP', 'clients remove APP', 'clients block NAME', 'clients allow NAME'],
  about: `APP is one of ${clientNames.join(', ')}. NAME is what an app calls itself, as "tonearm status" shows it.`,
  flags: {
    yes: 'add, remove: do not ask, answer yes',
    settings: "add, remove, show: change the app's settings file, even where there is a command or a link",
    bridge: "add, show: the app starts Tonearm's bridge, which needs Node.js",
    http: 'add, show: the app sends the access key to the address',
    replace: 'add, show: replace an entry called "tonearm" that is not from Tonearm, and keep a copy of the file',
    'no-browser': 'add, remove, show: open nothing',
    'with-key': 'show: show the access key even when the output does not go to a terminal',
    json: 'one line of JSON on standard output',
  },
  examples: [
    ['clients', 'the apps on this computer, with the name of each'],
    ['clients add cursor', 'show what will change, ask, and connect Cursor'],
    ['clients show other', 'what to paste into any other app'],
    ['clients block "Some App"', 'refuse an app by the name that it gives itself'],
  ],
  completions: { list: [], show: clientNames, add: clientNames, remove: clientNames, block: [], allow: [] },
  words(words, given) {
    const request = parseClientsRequest(words, given)
    return typeof request === 'string' ? request : { clients: request }
  },
  mistakeIn: ({ vault }) =>
    vault === 'memory' ? '"tonearm clients" cannot use --vault memory, because it is lost when the command ends' : undefined,
  run: withTonearm(listOrConnect),
}

/** Lists the MCP clients of this computer; shows, connects, disconnects, blocks or allows one. */
async function listOrConnect(invocation: Invocation): Promise<void> {
  const request = invocation.flags.clients ?? { action: 'list' }
  switch (request.action) {
    case 'list':
      return list(invocation)
    case 'show':
      return show(invocation, request)
    case 'add':
      return connectOrDisconnect(invocation, request, 'connect')
    case 'remove':
      return connectOrDisconnect(invocation, request, 'disconnect')
    case 'block':
      return block(invocation, request.introducedAs, true)
    case 'allow':
      return block(invocation, request.introducedAs, false)
  }
}

async function list({ tonearm, terminal, flags, commandFor }: Invocation): Promise<void> {
  const views = await tonearm.clients.list()
  terminal.answer(flags.json ? JSON.stringify({ clients: views }) : clientTable(views, terminal.columns))
  if (terminal.answersPerson && !flags.json) terminal.say(`\nTo connect one: ${commandFor('clients')} add NAME`)
}

async function show(invocation: Invocation, request: AboutOne): Promise<void> {
  const { tonearm, terminal, flags } = invocation
  const { name, way, withKey } = request
  const client = (await tonearm.clients.list()).find((view) => view.name === name) as ClientView
  const planned = await plan(invocation, request, client)
  // Piped output ends in files, logs and bug reports, so the key is shown only to a person at the terminal.
  const keyShown = withKey || (terminal.answersPerson && !flags.json)
  const textToPaste = (keyShown: boolean) => tonearm.clients.snippet(name, { keyShown, ...(way && { how: way }) })
  const snippet = await textToPaste(keyShown)
  if (flags.json) return terminal.answer(JSON.stringify({ client, ...planned, snippet }))

  const holdsKey = snippet !== (await textToPaste(!keyShown))
  const isSaid = 'problem' in planned && planned.problem === client.note
  const parts = [
    clientLines(client),
    ...(isSaid ? [] : [plannedLines(planned, invocation, request)]),
    `To connect it by hand:\n\n${snippet}`,
  ]
  if (holdsKey)
    parts.push(
      keyShown ? 'It contains the access key to your music. Paste it only there, and do not share it.' : howToSeeKey(invocation, name),
    )
  terminal.answer(parts.join('\n\n'))
}

type Planned = { change: ClientChange } | { problem: string }

/** What connecting would do, or disconnecting if the client is connected. If it cannot be done, the answer says why. */
async function plan({ tonearm, commandFor }: Invocation, { name, way }: AboutOne, { state }: ClientView): Promise<Planned> {
  try {
    return { change: await tonearm.clients.preview(name, state === 'connected' ? 'disconnect' : 'connect', way) }
  } catch (error) {
    if (!isProblem(error)) throw error
    return { problem: problemForTerminal(error, commandFor) }
  }
}

function plannedLines(planned: Planned, { commandFor }: Invocation, { name, way }: AboutOne): string {
  if ('problem' in planned) return planned.problem
  const { change } = planned
  if (change.steps.length === 0) return change.summary
  const command = [commandFor('clients'), change.action === 'connect' ? 'add' : 'remove', name, ...(way ? [`--${way}`] : [])].join(' ')
  return `To ${change.action} it: ${command}\n${changeLines(change)}`
}

function howToSeeKey({ commandFor }: Invocation, name: string): string {
  return `The access key is hidden. Whoever has it can use your music. To see it: ${commandFor('clients')} show ${name} --with-key`
}

async function connectOrDisconnect(invocation: Invocation, { name, way }: AboutOne, action: ClientAction): Promise<void> {
  const { tonearm, terminal, flags, paths, commandFor } = invocation
  const change = await tonearm.clients.preview(name, action, way)
  if (change.steps.length > 0) {
    if (!flags.yes || !flags.json) terminal.say(changeLines(change))
    if (!flags.yes) await requireYes(invocation, 'Make this change?')
  }
  const done = await tonearm.clients.apply(name, action, change.id, way)
  if (flags.json) return terminal.answer(JSON.stringify({ client: name, action, ...done, change }))
  terminal.answer(done.message)
  if (name === 'other') terminal.say(`To see them: ${commandFor('clients')} show other`)
  if (action !== 'connect') return
  const running = await findRunningEndpoint(paths.endpoint)
  if (running.state === 'none') terminal.say(`Tonearm is not running now. Start the app, or run: ${commandFor('serve')}`)
  if (running.state === 'distrusted') terminal.say(running.reason)
}

/** A running Tonearm applies this when the next client connects, and within a minute. */
function block({ tonearm, terminal, flags }: Invocation, name: string, blocked: boolean): void {
  const before = tonearm.status().blockedClients
  tonearm.blockClient(name, blocked)
  const { blockedClients: after } = tonearm.status()
  const wasKnown = blocked || after.length < before.length
  terminal.answer(flags.json ? JSON.stringify({ blockedClients: after }) : blockLines(after, blocked, wasKnown))
}

function blockLines(names: string[], blocked: boolean, wasKnown: boolean): string {
  const list = names.length > 0 ? `Blocked: ${names.join(', ')}.` : 'No app is blocked.'
  if (!wasKnown) return `No app with this name was blocked. ${list}`
  return `${blocked ? 'It can no longer connect. If it is connected now, it is disconnected within a minute.' : 'It can connect again.'} ${list}`
}
