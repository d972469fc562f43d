import type { TextEdit } from '../../shared/clients.ts'

/** A change of one place in a text: from `offset` (UTF-16 units), `length` units go and `text` comes. */
export type Splice = { offset: number; length: number; text: string }

/** The text after all of `splices`, whose offsets are those of the text before. What they do not name stays as it is by construction. */
export function applySplices(text: string, splices: Splice[]): string {
  let result = ''
  let position = 0
  for (const splice of inOrder(splices)) {
    result += text.slice(position, splice.offset) + splice.text
    position = splice.offset + splice.length
  }
  return result + text.slice(position)
}

/** The same change for a person to read: only what goes and comes, and at which line. */
export function textEdits(text: string, splices: Splice[]): TextEdit[] {
  return inOrder(splices).map(({ offset, length, text: added }) => {
    const removed = text.slice(offset, offset + length)
    // What begins with a line end begins, for a reader, on the next line.
    const begin = /^(?:\r\n|\n|\r)/
    const startsBelow = begin.test(added || removed) && (!added || !removed)
    return {
      line: lineOf(text, offset) + (startsBelow ? 1 : 0),
      removed: startsBelow ? removed.replace(begin, '') : removed,
      added: startsBelow ? added.replace(begin, '') : added,
    }
  })
}

/** The line (from 1) in which `offset` stands. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length
}

/** The column (from 1, in characters) at which `offset` stands in its line. */
export function columnOf(text: string, offset: number): number {
  return (
    (text
      .slice(0, offset)
      .split(/\r\n|\n|\r/)
      .at(-1)?.length ?? 0) + 1
  )
}

function inOrder(splices: Splice[]): Splice[] {
  return splices.toSorted((one, other) => one.offset - other.offset)
}
