import { type ClientName, type ConnectionWay, clientNames } from '../../shared/clients.ts'
import { didYouMean } from './did-you-mean.ts'
import { commonFlags, type Given } from './flags.ts'

const actions = ['list', 'show', 'add', 'remove', 'block', 'allow'] as const

type Action = (typeof actions)[number]

/** What `tonearm clients` is asked to do. */
export type ClientsRequest =
  | { action: 'list' }
  /** Blocks a client by the name that it gives itself, or allows it again. */
  | { action: 'block' | 'allow'; introducedAs: string }
  | {
      action: Exclude<Action, 'list' | 'block' | 'allow'>
      name: ClientName
      /** A way other than the best one. */
      way?: Exclude<ConnectionWay, 'bundle'>
      /** Show the key in the text to paste, even when the output does not go to a terminal. */
      withKey: boolean
    }

/** The flags that choose how a client is connected. */
const ways = ['settings', 'bridge', 'http', 'replace'] as const

/** The flags of each action, besides the common ones. */
const actionFlags: Record<Action, string[]> = {
  list: ['json'],
  show: ['json', 'no-browser', ...ways, 'with-key'],
  add: ['json', 'no-browser', ...ways, 'yes'],
  remove: ['json', 'no-browser', 'settings', 'yes'],
  block: ['json'],
  allow: ['json'],
}

/**
 * Reads the words after `tonearm clients`, and its flags by name.
 *
 * @returns a sentence without the full stop, when they are wrong
 */
export function parseClientsRequest(words: string[], given: Given): ClientsRequest | string {
  const [first = 'list', name, ...others] = words
  const action = actions.find((known) => known === first)
  if (!action) return `"tonearm clients" is followed by ${listed(actions)}, not by "${first}"${didYouMean(first, actions)}`
  const command = `"tonearm clients ${action}"`
  const foreign = Object.keys(given).find((flag) => !(flag in commonFlags) && !actionFlags[action].includes(flag))
  if (foreign) return `${command} takes no --${foreign}`
  if (action === 'list') return name === undefined ? { action } : `${command} takes no "${[name, ...others].join(' ')}"`
  if (action === 'block' || action === 'allow') {
    if (name !== undefined && others.length === 0) return { action, introducedAs: name }
    return `${command} needs the name of one app as "tonearm status" shows it, in quotes if there are spaces in it`
  }
  if (name === undefined) return `${command} needs the name of an app: ${listed(clientNames)}`
  const client = clientNames.find((known) => known === name.toLowerCase())
  if (!client) return noClient(name)
  if (others.length > 0) return `${command} takes one app at a time`
  const [way, second] = ways.filter((one) => given[one] === true)
  if (second) return `${command} takes --${way} or --${second}, not both`
  return { action, name: client, ...(way && { way }), withKey: given['with-key'] === true }
}

function noClient(name: string): string {
  const meant = didYouMean(name, clientNames)
  return `There is no app "${name}"${meant || `. The apps are ${listed(clientNames, 'and')}`}`
}

function listed(names: readonly string[], last = 'or'): string {
  return `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`
}
