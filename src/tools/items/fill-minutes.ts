import pLimit from 'p-limit'
import type { Row } from '../../changes/plan/row.ts'
import { cleanText } from '../../shared/clean-text.ts'
import { counted } from '../../shared/counted.ts'
import { Problem } from '../../shared/problem.ts'
import { parseReference } from '../../spotify/references.ts'
import type { ToolContext } from '../runtime/define.ts'
import { duration } from '../runtime/render.ts'

/** So many lengths are asked for at once: one too many costs little. */
const rowsAtOnce = 8

/** One call asks for so many songs at most: Spotify no longer tells about several in one request. */
const mostReads = 300

/**
 * The first rows that together are at most so many minutes long: the row that would go over ends it. Lengths that are not known are asked for, one
 * request a song, and filled in.
 *
 * @throws Problem `invalid-arguments` when not even the first one fits, or when too many lengths would have to be asked for
 */
export async function fillMinutes(rows: readonly Row[], minutes: number, context: ToolContext): Promise<Row[]> {
  const limitMs = minutes * 60_000
  const taken: Row[] = []
  let lengthMs = 0
  let reads = 0
  for (const [index, row] of rows.entries()) {
    if (row.durationMs === undefined) {
      const unknown = rows.slice(index, index + rowsAtOnce).filter(({ durationMs }) => durationMs === undefined)
      reads += unknown.length
      if (reads > mostReads) throw tooMany()
      await readLengths(unknown, context)
    }
    lengthMs += row.durationMs ?? 0
    if (lengthMs > limitMs) break
    taken.push(row)
  }
  const [first] = rows
  if (first && taken.length === 0) {
    const length = duration(first.durationMs ?? 0)
    throw new Problem(
      'invalid-arguments',
      `"${first.title}" is ${length} long: not even the first one fits into ${counted(minutes, 'minute')}.`,
    )
  }
  return taken
}

/** How much of what was given was used, in a sentence. */
export function filledNote(used: number, given: number, minutes: number): string {
  return used === given
    ? `All that was given fits into ${counted(minutes, 'minute')}.`
    : `The first ${used} of ${given} given: the next one would go over ${counted(minutes, 'minute')}.`
}

async function readLengths(rows: Row[], { spotify: { catalog } }: ToolContext): Promise<void> {
  const inTurn = pLimit(8)
  const read = async (row: Row) => {
    const { type, id = '' } = parseReference(row.uri ?? '') ?? {}
    const item = type === 'episode' ? (await catalog.episode(id)).episode : await catalog.track(id)
    Object.assign(row, { title: cleanText(item.name, 60), durationMs: item.durationMs })
  }
  await Promise.all(rows.map((row) => inTurn(read, row)))
}

function tooMany(): Problem {
  return new Problem(
    'invalid-arguments',
    `Spotify tells the lengths of songs that are given by their ids one at a time, so \`minutes\` looks at ${mostReads} of them at most. Give albums or playlists, or fewer minutes.`,
  )
}
