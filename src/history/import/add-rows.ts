import type { HistoryDatabase } from '../../store/history/history-database.ts'
import { openImportedPlays } from '../../store/history/imported-plays.ts'
import { joinLive } from '../../store/history/join-live.ts'
import type { ImportedPlay } from '../../store/history/play.ts'
import { addCovered, coveredSpans, erasures, type Span } from '../../store/history/spans.ts'
import type { StartFilter } from '../../store/history/start-filter.ts'
import { createNotKept } from '../not-kept.ts'
import type { ImportReport, LeftOutReason } from '../protocol.ts'
import { type Form, isRow } from './recognise.ts'

/**
 * The rows of one file, which are used up, and whose they are. `coversItsTime`: nothing that was heard between its first and last row is missing in the
 * export.
 */
export type Rows = {
  account: number
  starts: StartFilter
  form: Form
  rows: unknown[]
  pauses: readonly Span[]
  coversItsTime: boolean
}

export type Counts = Pick<ImportReport, 'rows' | 'plays' | 'added' | 'joined' | 'leftOut'>

const rowsBetweenLooks = 1_000

/**
 * Adds the rows of one file to the history, inside of a transaction. Each is judged by itself: one that is damaged costs no other.
 *
 * @param look called now and then; it throws when the person has stopped the import
 */
export function addRows(history: HistoryDatabase, given: Rows, look: () => void): Counts {
  const { account, form, rows } = given
  const { database } = history
  const plays = openImportedPlays(database, account, history.names(), given.starts)
  const notKept = createNotKept({ erasures: erasures(database, account), pauses: given.pauses })
  const covered = form.source === 'short' ? coveredSpans(database, account) : []
  const counts: Counts = { rows: rows.length, plays: 0, added: 0, joined: 0, leftOut: {} }
  const span: Span = { first: Number.POSITIVE_INFINITY, last: 0 }

  for (let place = 0; place < rows.length; place += 1) {
    if (place % rowsBetweenLooks === 0) look()
    const play = playOf(rows[place])
    // Garbage from now on: what is not alive is never copied.
    rows[place] = undefined
    if (typeof play === 'string') {
      counts.leftOut[play] = (counts.leftOut[play] ?? 0) + 1
      continue
    }
    plays.add(play)
    counts.plays += 1
    span.first = Math.min(span.first, play.start ?? play.end - play.ms)
    span.last = Math.max(span.last, play.end)
  }
  counts.added = plays.finish()
  if (counts.plays === 0) return counts
  counts.joined = joinLive(database, account, span)
  if (form.source === 'extended' && given.coversItsTime) addCovered(database, account, span)
  return counts

  function playOf(row: unknown): ImportedPlay | LeftOutReason {
    if (!isRow(row)) return 'unreadable'
    const play = form.read(row)
    if (typeof play === 'string') return play
    if (covered.length > 0 && covered.some(({ first, last }) => play.end >= first && play.end <= last)) return 'covered'
    return notKept.imported(play) ?? play
  }
}
