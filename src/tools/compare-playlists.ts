import { z } from 'zod'
import { counted, thereAre } from '../shared/counted.ts'
import { type Recorded, type Recordings, recordingsOf } from '../shared/recording.ts'
import type { PlaylistRow } from '../spotify/playlists.ts'
import { findList, readList, songList, titledList, toSongList } from './items/find-list.ts'
import { allRows, playlistRowLine, shownRow, toShownRow } from './items/playlist-rows.ts'
import { defineTool } from './runtime/define.ts'
import { item, limit, offset } from './runtime/params.ts'
import { name, range, table } from './runtime/render.ts'
import { stopped, stoppedLines } from './runtime/stopped.ts'

const wants = ['overlap', 'only_a', 'only_b', 'similarity'] as const

const side = z.object({ list: songList, rows: z.int() })

/** Two playlists held against each other, here and not by the model: both may have thousands of rows. */
export const comparePlaylists = defineTool({
  name: 'compare_playlists',
  title: 'Compare playlists',
  description:
    'What two playlists (id, link, name, "Liked Songs") share, what only one of them has, or in numbers how alike they are. A song that both have in different releases is told apart.',
  scopes: ['playlist-read-private'],
  furtherScopes: ['user-library-read'],
  effect: 'read',
  input: {
    a: item(),
    b: item(),
    want: z.enum(wants),
    limit: limit(100, 1000),
    offset: offset(),
  },
  output: z.object({
    a: side,
    b: side,
    want: z.enum(wants),
    same: z.int(),
    otherRelease: z.int(),
    onlyA: z.int(),
    onlyB: z.int(),
    sharedArtists: z.array(z.string()),
    rows: z.array(shownRow.extend({ otherRelease: z.boolean().optional() })),
    total: z.int(),
    offset: z.int(),
    stopped,
  }),

  async run({ a, b, want, limit, offset }, context) {
    const [foundA, foundB] = [await findList(a, context), await findList(b, context)]
    const done = [0, 0]
    const wanted = [0, 0]
    const read = (found: typeof foundA, index: number) =>
      readList(found, { offset: 0, limit: allRows }, context, (rows, all) => {
        done[index] = rows
        wanted[index] = all
        context.progress((done[0] ?? 0) + (done[1] ?? 0), (wanted[0] ?? 0) + (wanted[1] ?? 0))
      })
    const [rowsA, rowsB] = await Promise.all([read(foundA, 0), read(foundB, 1)])
    const [inA, inB] = [contents(rowsA.rows), contents(rowsB.rows)]
    const [ofA, ofB] = [split(inA, inB), split(inB, inA)]
    const listed = {
      overlap: [...ofA.same, ...ofA.otherRelease.map((row) => ({ ...row, otherRelease: true }))],
      only_a: ofA.only,
      only_b: ofB.only,
      similarity: [],
    }[want]
    return {
      a: { list: toSongList(foundA, rowsA.name), rows: rowsA.total },
      b: { list: toSongList(foundB, rowsB.name), rows: rowsB.total },
      want,
      same: ofA.same.length,
      otherRelease: ofA.otherRelease.length,
      onlyA: ofA.only.length,
      onlyB: ofB.only.length,
      sharedArtists: sharedArtists(inA, inB),
      rows: listed
        .slice(offset, offset + limit)
        .map((row) => ({ ...toShownRow(row), ...('otherRelease' in row && { otherRelease: true }) })),
      total: listed.length,
      offset,
    }
  },

  lists: ({ rows }) => [rows],

  render({ a, b, want, same, otherRelease, onlyA, onlyB, sharedArtists, rows, total, offset, stopped }, context) {
    const shared = `${same} the same${otherRelease > 0 ? ` and ${counted(otherRelease, 'song')} in another release` : ''}`
    const header = `A ${titledList(a.list, context)} (${counted(a.rows, 'row')}), B ${titledList(b.list, context)} (${counted(b.rows, 'row')})`
    if (want === 'similarity') {
      const all = same + otherRelease + onlyA + onlyB
      return table(`${header}: ${all === 0 ? 0 : Math.round((100 * (same + otherRelease)) / all)}% alike`, [
        `Songs: ${shared}; ${onlyA} only in A, ${onlyB} only in B`,
        `Artists in both: ${sharedArtists.length === 0 ? 'none' : `${sharedArtists.slice(0, 10).map(name).join(', ')}${sharedArtists.length > 10 ? `, +${sharedArtists.length - 10}` : ''}`}`,
      ])
    }
    const [in_, nothing] =
      want === 'overlap'
        ? [`in both, positions in A: ${shared}`, 'nothing in both']
        : [`only in ${want === 'only_a' ? 'A' : 'B'}`, `nothing only in ${want === 'only_a' ? 'A' : 'B'}`]
    if (total === 0) return `${header}: ${nothing}`
    if (rows.length === 0) return `${header}: no songs from ${offset + 1} on, ${thereAre(total)}`
    return table(`${header}: songs ${range(rows.length, total, offset)} ${in_}`, [
      ...rows.map((row) => `${playlistRowLine(row, context)}${row.otherRelease ? ' | another release in B' : ''}`),
      ...stoppedLines(stopped),
    ])
  },
})

type Contents = { rows: PlaylistRow[]; uris: Set<string>; recordings: Recordings<Recorded> }

/** Each item once, in the order of the first copies; rows of which Spotify does not even say the uri are nothing to compare. */
function contents(rows: PlaylistRow[]): Contents {
  const first = new Map<string, PlaylistRow>()
  for (const row of rows) if (row.uri !== undefined && !first.has(row.uri)) first.set(row.uri, row)
  const distinct = [...first.values()]
  return { rows: distinct, uris: new Set(first.keys()), recordings: recordingsOf(distinct.flatMap(({ item }) => recordingIn(item))) }
}

/** The rows of one playlist by whether the other one has them, too. */
function split({ rows }: Contents, other: Contents): Record<'same' | 'otherRelease' | 'only', PlaylistRow[]> {
  const how = ({ uri, item }: PlaylistRow) => {
    if (uri !== undefined && other.uris.has(uri)) return 'same'
    return recordingIn(item).some((recorded) => other.recordings.find(recorded)) ? 'otherRelease' : 'only'
  }
  return { same: [], otherRelease: [], only: [], ...Object.groupBy(rows, how) }
}

/** Episodes have no releases. A local file may be a song that the other playlist has from Spotify. */
function recordingIn(item: PlaylistRow['item']): Recorded[] {
  return item === null || item.type === 'episode' ? [] : [item]
}

/** The artists that both have, those with most songs first. */
function sharedArtists(a: Contents, b: Contents): string[] {
  const [inA, inB] = [artistCounts(a), artistCounts(b)]
  const both = [...inA.keys()].filter((artist) => inB.has(artist))
  const weight = (artist: string) => Math.min(inA.get(artist) ?? 0, inB.get(artist) ?? 0)
  return both.sort((one, other) => weight(other) - weight(one))
}

function artistCounts({ rows }: Contents): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { item } of rows) {
    const artists = item !== null && 'artists' in item ? item.artists : []
    for (const { name } of artists) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}
