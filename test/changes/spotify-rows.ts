import type { PlaylistRequest } from '../../src/changes/plan/playlist-requests.ts'
import type { Row } from '../../src/changes/plan/row.ts'

/**
 * Spotify's semantics of writes to playlist rows, written from the facts (1.3) alone, as plainly as possible: what the product's own idea of them is
 * measured against. Rows are marked with whether they are the same row as before, since only those keep their date.
 */
export function spotifyCarriesOut(rows: Row[], request: PlaylistRequest): Row[] {
  if ('uris' in request && request.uris.length > 100) throw new Error('more than 100 uris')
  if ('uris' in request && request.do !== 'replace' && request.uris.length === 0) throw new Error('no uris')
  const list = [...rows]
  switch (request.do) {
    case 'add': {
      const position = request.position ?? list.length
      if (position < 0 || position > list.length) throw new Error('Index out of bounds')
      list.splice(position, 0, ...request.uris.map(fresh))
      return list
    }
    case 'replace':
      return request.uris.map(fresh)
    case 'remove':
      if (request.uris.some((uri) => uri.startsWith('spotify:local:'))) throw new Error('local files cannot be removed by uri')
      return list.filter((row) => !request.uris.includes(row.uri ?? 'none'))
    case 'move': {
      const { start, length, before } = request
      if (start < 0 || length < 1 || start + length > list.length || before < 0 || before > list.length)
        throw new Error('Index out of bounds')
      if (before > start && before < start + length) throw new Error('a range cannot move into itself')
      const moving = list.slice(start, start + length)
      const target = list[before]
      const others = list.filter((row) => !moving.includes(row))
      others.splice(
        target === undefined || moving.includes(target) ? (target ? start : others.length) : others.indexOf(target),
        0,
        ...moving,
      )
      return others
    }
  }
}

function fresh(uri: string): Row {
  if (!/^spotify:(track|episode):/.test(uri)) throw new Error(`${uri} cannot be added`)
  return { kind: 'item', uri, title: 'added by Spotify' }
}
