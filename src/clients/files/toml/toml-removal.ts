import { endOfLine, endWithComma, wholeLines } from '../line-places.ts'
import { SettingsFault } from '../settings-text.ts'
import type { Splice } from '../splices.ts'
import type { TomlPiece } from './toml-entry.ts'

/** Takes parts of a TOML text away: the inverse of how an entry is inserted. @throws SettingsFault where comments would go with them */
export function removePieces(text: string, pieces: TomlPiece[]): Splice[] {
  return pieces.map((piece) => {
    if (piece.kind === 'inline') return removeInline(text, piece)
    if (piece.kind === 'table') return { ...wholeLines(text, piece.table.range[0], endOfLine(text, piece.table.range[1])), text: '' }
    const [start, end] = piece.line.pair.range
    return { ...wholeLines(text, start, endOfLine(text, end)), text: '' }
  })
}

/** A pair of an inline table, with the comma that parts it from another one. */
function removeInline(text: string, { line, table }: Extract<TomlPiece, { kind: 'inline' }>): Splice {
  const index = table.body.indexOf(line.pair)
  const previous = table.body[index - 1]
  const next = table.body[index + 1]
  const [start, end] = line.pair.range
  const from = previous ? previous.range[1] : next ? start : table.range[0] + 1
  const to = previous ? end : next ? next.range[0] : endWithComma(text, end)
  const besides = text.slice(from, start) + text.slice(end, to)
  if (/[^ \t\r\n,]/.test(besides)) throw new SettingsFault('comments stand around the entry in its inline table', from)
  return { offset: from, length: to - from, text: '' }
}
