import { newRow, type Row } from '../../changes/plan/row.ts'
import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import { parseReference } from '../../spotify/references.ts'
import type { ToolContext } from '../runtime/define.ts'
import { requireThisComputer } from './on-this-computer.ts'
import { urisOfSongList } from './song-list-file.ts'
import { urisOfTable } from './table-file.ts'

/** A playlist of Spotify's holds no more. */
const mostRows = 10_000

/**
 * The songs and episodes in a file that export_list wrote. Nothing else of it is taken: no name in it reaches an answer.
 *
 * @returns `leftOut`: rows of something else, such as local files and albums
 * @throws Problem `unknown-item` for other files, `invalid-arguments` when there is nothing that a playlist can hold, or too much
 */
export async function rowsOfFile(name: string, context: ToolContext): Promise<{ rows: Row[]; leftOut: number }> {
  requireThisComputer(context)
  const text = await context.exports.read(context.account.id, name)
  const uris = text.startsWith('#EXTM3U') ? urisOfSongList(text) : urisOfTable(text)
  const playable = uris.filter((uri) => ['track', 'episode'].includes(parseReference(uri)?.type ?? ''))
  if (playable.length === 0 || playable.length > mostRows) {
    const why = playable.length === 0 ? 'holds no songs or episodes that a playlist could hold' : `holds more than ${mostRows} songs`
    throw new Problem('invalid-arguments', `"${cleanText(name, 100)}" ${why}.`)
  }
  return {
    rows: playable.map((uri) => newRow(uri, context.shortIds.find(uri.split(':')[2] ?? '')?.name)),
    leftOut: uris.length - playable.length,
  }
}
