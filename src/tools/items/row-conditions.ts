import { z } from 'zod'
import { Problem } from '../../shared/problem.ts'
import { sameWords, wordFilter } from '../../shared/words.ts'
import { wordsOf } from '../../shared/words-of.ts'
import type { Spotify } from '../../spotify/client.ts'
import { releaseYear } from '../../spotify/items.ts'
import { endToMilliseconds, moment, toMilliseconds, words } from '../runtime/params.ts'
import { name } from '../runtime/render.ts'
import { withWords, withWordsThatBegin } from './with-words.ts'

/** What a row is asked for. Instants are milliseconds since the epoch; `until` is the first one that is too late. */
export type RowConditions = {
  /** Tells of the words of an item whether those that are asked for are among them. */
  isFound?: (words: string) => boolean
  since?: number
  until?: number
  years?: { from: number; to: number }
  /** Spotify's id of a person. Case does not matter. */
  addedBy?: string
  explicit?: boolean
}

/** What is known of a row that conditions ask for. */
type AskedRow = { item: object | null; addedAt?: string; addedBy?: string }

const yearForms = /^(\d{4})(?:(s)|\s*[-–]\s*(\d{4}))?$/

const years = () =>
  z.preprocess(
    (value) => (typeof value === 'number' ? String(value) : value),
    z
      .string()
      .trim()
      .regex(yearForms, 'must be a year (1994), a span of years (1990-1999) or a decade (1990s)')
      .refine((text) => yearSpan(text) !== undefined, 'is no span of years: it ends before it begins, or is no decade')
      .optional(),
  )

/** The parameters of a tool that looks for rows. All that are given have to fit. */
export const conditionParameters = {
  filter: words(100).optional(),
  since: moment().optional().describe('date added'),
  until: moment().optional(),
  year: years().describe('1994, 1990-1999 or 1990s'),
  explicit: z.boolean().optional(),
}

/** For lists to which several people add. */
export const addedByParameter = { added_by: words(100).optional().describe('user id or "me"') }

/** The same for rows of a playlist, described only once in the list of tools. */
export const undescribedConditions = {
  filter: words(100).optional(),
  since: moment().optional(),
  until: moment().optional(),
  year: years(),
  explicit: z.boolean().optional(),
  added_by: words(100).optional(),
}

type ConditionValues = { filter?: string; since?: string; until?: string; year?: string; explicit?: boolean; added_by?: string }

/**
 * The conditions that the parameters name; undefined when they name none.
 *
 * @throws Problem `invalid-arguments` when no row can meet them
 */
export async function conditionsOf(
  { filter, since, until, year, explicit, added_by }: ConditionValues,
  { zone, spotify }: { zone: string; spotify: Spotify },
): Promise<RowConditions | undefined> {
  const conditions: RowConditions = {
    ...(filter !== undefined && { isFound: wordFilter(filter) }),
    ...(since !== undefined && { since: toMilliseconds(since, zone) }),
    ...(until !== undefined && { until: endToMilliseconds(until, zone) }),
    ...(year !== undefined && { years: yearSpan(year) }),
    ...(added_by !== undefined && { addedBy: await personId(added_by, spotify) }),
    ...(explicit !== undefined && { explicit }),
  }
  if ((conditions.since ?? 0) >= (conditions.until ?? Number.POSITIVE_INFINITY)) {
    throw new Problem('invalid-arguments', '`since` has to be earlier than `until`.')
  }
  return Object.keys(conditions).length === 0 ? undefined : conditions
}

/**
 * The conditions in words, to stand behind what they are about: ` with "river", added since 2026-01-01, released 1990-1999`.
 *
 * @param rows how many rows meet them
 */
export function conditionWords({ filter, since, until, year, explicit, added_by }: ConditionValues, rows?: number): string {
  const parts = [
    filter !== undefined && (rows === 0 ? withWordsThatBegin(filter) : withWords(filter)),
    since !== undefined && `added since ${since}`,
    until !== undefined && `added until ${until}`,
    year !== undefined && `released ${year}`,
    added_by !== undefined && `added by ${name(added_by)}`,
    explicit !== undefined && (explicit ? 'explicit' : 'not explicit'),
  ].filter((part) => part !== false)
  return parts.length === 0 ? '' : ` ${parts.join(', ')}`
}

/** Whether a row is what is asked for. What Spotify does not tell of it meets no condition. */
export function meets(
  { item, addedAt, addedBy }: AskedRow,
  { isFound, since, until, years, addedBy: person, explicit }: RowConditions,
): boolean {
  if (item === null) return false
  const added = Date.parse(addedAt ?? '')
  const year = releaseYear(item)
  return (
    (isFound === undefined || isFound(wordsOf(item))) &&
    (since === undefined || added >= since) &&
    (until === undefined || added < until) &&
    (years === undefined || (year !== undefined && year >= years.from && year <= years.to)) &&
    (person === undefined || isPerson(addedBy, person)) &&
    (explicit === undefined || ('explicit' in item && item.explicit === explicit))
  )
}

/**
 * That somebody added nothing is mostly a misspelled id, which Spotify shows nowhere: the answer names those that there are.
 *
 * @throws Problem `invalid-arguments` when none of the rows was added by this person
 */
export function requireAdder(rows: AskedRow[], { addedBy }: RowConditions): void {
  if (addedBy === undefined || rows.length === 0 || rows.some((row) => isPerson(row.addedBy, addedBy))) return
  const counts = Object.entries(Object.groupBy(rows, (row) => row.addedBy ?? 'somebody unknown'))
  const people = counts.map(([person, theirs = []]) => ({ person, songs: theirs.length })).sort((one, other) => other.songs - one.songs)
  const named = people.slice(0, 10).map(({ person, songs }) => `${name(person)} (${songs})`)
  throw new Problem('invalid-arguments', `"${name(addedBy)}" added nothing to this playlist. Its songs were added by: ${named.join(', ')}.`)
}

function isPerson(id: string | undefined, asked: string): boolean {
  return id?.toLowerCase() === asked.toLowerCase()
}

function yearSpan(text: string): { from: number; to: number } | undefined {
  const [, first, decade, last] = yearForms.exec(text) ?? []
  const from = Number(first)
  if (decade) return from % 10 === 0 ? { from, to: from + 9 } : undefined
  const to = last === undefined ? from : Number(last)
  return from <= to ? { from, to } : undefined
}

async function personId(text: string, spotify: Spotify): Promise<string> {
  const me = await spotify.listener.profile()
  return text.toLowerCase() === 'me' || sameWords(text, me.name) ? me.id : text
}
