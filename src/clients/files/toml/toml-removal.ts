import { removeFromBraces } from '../format-edits.ts'
import { endOfLine, wholeLines } from '../lines.ts'
import type { Splice } from '../splices.ts'
import type { TomlPiece } from './toml-entry.ts'

/** Removes parts of a TOML text: the inverse of inserting an entry. @throws SettingsFault where comments would be removed with them */
export function removePieces(text: string, pieces: TomlPiece[]): Splice[] {
  return pieces.map((piece) => {
    if (piece.kind === 'inline') return removeInline(text, piece)
    if (piece.kind === 'table') return { ...wholeLines(text, piece.table.range[0], endOfLine(text, piece.table.range[1])), text: '' }
    const [start, end] = piece.line.pair.range
    return { ...wholeLines(text, start, endOfLine(text, end)), text: '' }
  })
}

/** Removes a pair of an inline table, with its comma. */
function removeInline(text: string, { line, table }: Extract<TomlPiece, { kind: 'inline' }>): Splice {
  const index = table.body.indexOf(line.pair)
  const previous = table.body[index - 1]
  const next = table.body[index + 1]
  const [start, end] = line.pair.range
  const open = table.range[0] + 1
  return removeFromBraces(text, { open, start, end, previousEnd: previous?.range[1], nextStart: next?.range[0] })
}
