import type { TextEdit } from '../../shared/clients.ts'

/** A change at one place of a text: `length` UTF-16 units at `offset` are replaced by `text`. */
export type Splice = { offset: number; length: number; text: string }

/** The text after all of `splices`, whose offsets count in the text before. Everything outside of them stays as it is. */
export function applySplices(text: string, splices: Splice[]): string {
  let result = ''
  let position = 0
  for (const splice of inOrder(splices)) {
    result += text.slice(position, splice.offset) + splice.text
    position = splice.offset + splice.length
  }
  return result + text.slice(position)
}

/** The same change for a person to read: only the removed and added text, with the line. */
export function textEdits(text: string, splices: Splice[]): TextEdit[] {
  return inOrder(splices).map(({ offset, length, text: added }) => {
    const removed = text.slice(offset, offset + length)
    // For a reader, text that begins with a line end begins on the next line.
    const begin = /^(?:\r\n|\n|\r)/
    const startsBelow = begin.test(added || removed) && (!added || !removed)
    return {
      line: lineOf(text, offset) + (startsBelow ? 1 : 0),
      removed: startsBelow ? removed.replace(begin, '') : removed,
      added: startsBelow ? added.replace(begin, '') : added,
    }
  })
}

/** The line (from 1) of `offset`. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length
}

/** The column (from 1, in UTF-16 units) of `offset` in its line. */
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
