import type { ClientChange, ClientChangeStep, ClientState, ClientView, ConnectionWay, TextEdit } from '../../shared/clients.ts'
import { clock, day, localZone } from '../../shared/moments.ts'
import { fold } from './fold.ts'

const stateWords: Record<ClientState, string> = {
  'not-found': 'not found',
  'not-connected': 'not connected',
  connected: 'connected',
  outdated: 'connected with an old address or access key',
  off: 'connected, but switched off in its settings',
  taken: 'has another server of this name',
  unreadable: 'settings cannot be read',
  'by-hand': 'by hand',
}

/** All clients as a table, each with the name to use in commands. A note is on the line below. */
export function clientTable(clients: ClientView[], width: number): string {
  const nameWidth = Math.max(...clients.map(({ name }) => name.length))
  const titleWidth = Math.max(...clients.map(({ title }) => title.length))
  const lines = clients.flatMap((client) => [
    `${client.name.padEnd(nameWidth)}  ${client.title.padEnd(titleWidth)}  ${stateOf(client)}`,
    ...(client.note ? [`    ${fold(client.note, width - 4).replaceAll('\n', '\n    ')}`] : []),
  ])
  return lines.join('\n')
}

/** One client, in one or two lines. */
export function clientLines(client: ClientView): string {
  return [`${client.title}: ${stateOf(client)}`, ...(client.note ? [client.note] : [])].join('\n')
}

function stateOf({ state, lastCallAt }: ClientView): string {
  return lastCallAt
    ? `${stateWords[state]}, last call ${day(lastCallAt, localZone())} ${clock(lastCallAt, localZone())}`
    : stateWords[state]
}

/** Exactly what a change does, for a terminal. */
export function changeLines({ summary, steps, afterwards, otherWays }: ClientChange): string {
  const ways = otherWays.flatMap((way) => wayWords[way] ?? [])
  return [
    summary,
    ...steps.flatMap(stepLines),
    ...(afterwards ? [`Afterwards: ${afterwards}`] : []),
    ...(ways.length > 0 ? [`Other ways: ${ways.join('; ')}`] : []),
  ].join('\n')
}

const wayWords: Partial<Record<ConnectionWay, string>> = {
  settings: 'in its settings file (--settings)',
  bridge: "by Tonearm's bridge, without the access key in its settings (--bridge)",
  http: 'by the address and the access key (--http)',
}

function stepLines(step: ClientChangeStep): string[] {
  switch (step.kind) {
    case 'create-file':
      return [`  creates ${step.file}`, ...step.edits.flatMap(editLines)]
    case 'edit-file':
      return [`  changes ${step.file}${step.keepsCopy ? ', and keeps a copy beside it' : ''}`, ...step.edits.flatMap(editLines)]
    case 'remove-file':
      return [`  removes ${step.file}`]
    case 'run':
      return [`  runs ${step.command}`]
    case 'open-link':
      return [`  opens ${step.link}`]
    case 'open-file':
      return [`  opens ${step.file}`]
  }
}

function editLines({ line, removed, added }: TextEdit): string[] {
  return [`    line ${line}`, ...marked('-', removed), ...marked('+', added)]
}

/** The text comes from another program's file. Control characters, which could move the cursor or change colours, become question marks. */
function marked(sign: string, text: string): string[] {
  if (text === '') return []
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => `    ${sign} ${line.replace(/[^\P{C}\t]/gu, '?')}`)
}
