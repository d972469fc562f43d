import { readPeriod } from '../../history/period.ts'
import { always, type Period } from '../../history/statistics/plays.ts'
import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import { isMoment, toMilliseconds, words } from '../runtime/params.ts'

/** A period as an answer names it; without a name it is all that is known. */
export type NamedPeriod = Period & { name?: string }

/** `from` and `to` of a tool: a time, or words for a span. */
export function periodParameters() {
  return {
    from: words(60).optional().describe('2024-06-01; alone also a span: 2019, last summer'),
    to: words(60).optional(),
  }
}

/**
 * The period from the beginning of what `from` says to the end of what `to` says, both in the person's zone. `from` alone goes until now if it is a day or
 * begins with "since", else it is a span of its own: "last summer" ends with the summer.
 *
 * @throws Problem `invalid-arguments` when one of them is no time, or nothing lies between them
 */
export function readFromTo({ from, to }: { from?: string; to?: string }, { zone, now }: { zone: string; now(): number }): NamedPeriod {
  const [first, last] = [read('from', from, { zone, now }), read('to', to, { zone, now })]
  if (!first && !last) return always
  if (first && !last) return isOpen(from) ? { from: first.from, to: always.to, name: `since ${first.begins}` } : first
  if (last && !first) return { from: always.from, to: last.to, name: `until ${last.ends}` }
  const period = {
    from: first?.from ?? always.from,
    to: last?.to ?? always.to,
    name: from === to ? first?.name : `${first?.begins} to ${last?.ends}`,
  }
  if (period.from >= period.to) throw new Problem('invalid-arguments', `"from" is after "to": ${period.name}. Exchange them.`)
  return period
}

/** A day or a time, from which one asks on; a year, a month or a season is asked about itself. */
function isOpen(from = ''): boolean {
  return /^\d{4}-\d\d?-\d\d?/.test(from)
}

function read(parameter: string, text: string | undefined, { zone, now }: { zone: string; now(): number }) {
  if (text === undefined) return undefined
  if (isMoment(text) && /\d[T ]\d/.test(text)) {
    const moment = toMilliseconds(text, zone)
    return { from: moment, to: moment, name: text, begins: text, ends: text }
  }
  const period = readPeriod(text, now(), zone)
  if (period) return { ...period, begins: period.name, ends: period.name }
  throw new Problem(
    'invalid-arguments',
    `${parameter}: "${cleanText(text, 60)}" says no time. Give a day (2024-06-01), a month (2024-06), a year (2024), or words such as last summer, since March or last 30 days.`,
  )
}
