import type { EraseRequest } from '../../app/listening-history.ts'
import { didYouMean } from './did-you-mean.ts'
import { commonFlags, type Given } from './flags.ts'

const actions = ['status', 'import', 'export', 'erase', 'pause', 'resume'] as const

type Action = (typeof actions)[number]

/** What `tonearm history` is asked to do. `account`: the id of one, instead of that of whoever is signed in. Files as they were typed. */
export type HistoryRequest = { account?: string } & (
  | { action: 'status' | 'pause' | 'resume' }
  | { action: 'import'; files: string[]; bringBackErased: boolean }
  | { action: 'export'; file: string; format: 'csv' | 'json' }
  | { action: 'erase'; erase: EraseRequest }
)

/** The flags of each action, besides the common ones. */
const actionFlags: Record<Action, string[]> = {
  status: ['json', 'account'],
  import: ['json', 'account', 'bring-back-erased'],
  export: ['json', 'account'],
  erase: ['json', 'account', 'yes', 'all', 'private', 'artist', 'from', 'to'],
  pause: [],
  resume: [],
}

/**
 * Reads the words after `tonearm history`, and its flags by name.
 *
 * @returns a sentence without the full stop, when they are wrong
 */
export function parseHistoryRequest(words: string[], given: Given): HistoryRequest | string {
  const [first = 'status', ...others] = words
  const action = actions.find((known) => known === first)
  if (!action) return `"tonearm history" is followed by one of ${actions.join(', ')}, not by "${first}"${didYouMean(first, actions)}`
  const command = `"tonearm history ${action}"`
  const foreign = Object.keys(given).find((flag) => !(flag in commonFlags) && !actionFlags[action].includes(flag))
  if (foreign) return `${command} takes no --${foreign}`
  const account = typeof given.account === 'string' ? { account: given.account } : {}
  if (given.account === '') return '--account needs the id of an account'
  switch (action) {
    case 'import':
      if (others.length === 0) return `${command} needs the file that you got from Spotify, such as my_spotify_data.zip`
      return { action, files: others, bringBackErased: given['bring-back-erased'] === true, ...account }
    case 'export': {
      const [file, ...more] = others
      if (file === undefined || more.length > 0) return `${command} needs the name of one new file, such as plays.csv or plays.json`
      return { action, file, format: /\.json$/i.test(file) ? 'json' : 'csv', ...account }
    }
    case 'erase': {
      if (others.length > 0) return `${command} takes no "${others.join(' ')}"`
      const erase = parseErase(given)
      return typeof erase === 'string' ? erase : { action, erase, ...account }
    }
    default:
      return others.length > 0 ? `${command} takes no "${others.join(' ')}"` : { action, ...account }
  }
}

function parseErase({ all, private: inPrivate, artist, from, to }: Given): EraseRequest | string {
  const chosen = [all, inPrivate, artist, from ?? to].filter((flag) => flag !== undefined)
  if (chosen.length !== 1) return '"tonearm history erase" needs one of --all, --private, --artist NAME, or --from DAY with --to DAY'
  if (all) return { what: 'all' }
  if (inPrivate) return { what: 'private' }
  if (typeof artist === 'string') return artist.trim() === '' ? '--artist needs a name' : { what: 'artist', name: artist }
  const [first, last] = [dayOf(from), dayOf(to)]
  if (first === undefined || last === undefined) return '--from and --to need a day each, such as 2026-03-29'
  if (last < first) return '--to is before --from'
  return { what: 'span', first: first.getTime(), last: nextDay(last).getTime() - 1 }
}

/** A day in the time zone of this computer. */
function dayOf(text: unknown): Date | undefined {
  const parts = typeof text === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) : null
  if (!parts) return undefined
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number]
  const date = new Date(year, month - 1, day)
  return date.getMonth() === month - 1 ? date : undefined
}

function nextDay(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1)
}
