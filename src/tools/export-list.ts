import { z } from 'zod'
import { counted } from '../shared/counted.ts'
import type { ListRow } from '../spotify/lists.ts'
import { parseReference } from '../spotify/references.ts'
import { furtherScopesOfLists, readListToExport, scopesOfLists } from './exporting/list-to-export.ts'
import { requireThisComputer } from './exporting/on-this-computer.ts'
import { linkOf, toSongList } from './exporting/song-list-file.ts'
import { toTable } from './exporting/table-file.ts'
import { defineTool } from './runtime/define.ts'
import { item } from './runtime/params.ts'
import { name } from './runtime/render.ts'

/** Any list as a file in the person's folder for downloads: for a spreadsheet, for another player, or to make a playlist of it again. */
export const exportList = defineTool({
  name: 'export_list',
  title: 'Export list',
  description: 'Save a playlist, top tracks or another list as a file in Downloads. create_playlist restores it.',
  scopes: [],
  anyScope: scopesOfLists,
  furtherScopes: furtherScopesOfLists,
  effect: 'add',
  input: {
    list: item(),
    format: z.enum(['csv', 'm3u8']).optional(),
  },
  output: z.object({
    title: z.string(),
    file: z.string(),
    folder: z.string(),
    rows: z.int(),
    noun: z.string(),
    /** Rows that the format cannot hold. */
    leftOut: z.int(),
    /** Rows that create_playlist can put into a playlist again, where the list is one of songs or episodes. */
    restorable: z.int().optional(),
  }),

  async run({ list, format = 'csv' }, context) {
    requireThisComputer(context)
    const { title, noun, rows } = await readListToExport(list, context)
    const leftOut = format === 'm3u8' ? rows.filter((row) => linkOf(row?.uri ?? '') === undefined).length : 0
    const text = format === 'm3u8' ? toSongList(title, rows) : toTable(rows)
    const { name: file, folder } = await context.exports.write(context.account.id, title, format, text)
    const songs = rows.flatMap((row) => songOf(row))
    context.shortIds.remember(songs)
    const restorable = noun === 'song' || noun === 'episode' ? songs.length : undefined
    return { title, file, folder, rows: rows.length - leftOut, noun, leftOut, restorable }
  },

  render: ({ title, file, folder, rows, noun, leftOut, restorable = rows }) =>
    [
      `Exported "${name(title)}" (${counted(rows, noun)}) to the file "${file}" in ${folder}.`,
      ...(leftOut > 0 ? [`Left out, because they have no link: ${counted(leftOut, noun)}.`] : []),
      ...(restorable < rows
        ? [`create_playlist can restore ${restorable} of them: Spotify lets no app add local files and unavailable songs.`]
        : []),
    ].join('\n'),
})

/** What create_playlist can take from the file. Its name is remembered, since names in files are not read. */
function songOf(row: ListRow | null) {
  const { type, id } = parseReference(row?.uri ?? '') ?? {}
  return row && id !== undefined && (type === 'track' || type === 'episode') ? [{ type, id, name: row.name }] : []
}
