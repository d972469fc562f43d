import type { PlaylistRequest } from './playlist-requests.ts'
import type { Row } from './row.ts'

type Move = Extract<PlaylistRequest, { do: 'move' }>

/** Rows that are already next to each other in the wanted order: they move in one request. */
type Block = { rows: Row[]; start: number }

/**
 * The moves that bring rows into the wanted order, as few as one move for each block allows.
 *
 * Rows that follow each other both now and in the wanted order form a block. Of the blocks, a longest increasing subsequence stays where it is (no
 * larger set of blocks is in order already), and each other block moves once, to right behind the block it follows. So moving 1 row of 1,000 is 1
 * request, and so is moving 500; and a list in order needs none.
 *
 * @param rows the list as it is; where the rows stand that are not wanted does not matter
 * @param wanted rows of the list, in the order they are to have among themselves
 */
export function planMoves(rows: readonly Row[], wanted: readonly Row[]): Move[] {
  const blocks = inBlocks(rows, wanted)
  const staying = longestIncreasing(blocks.map(({ start }) => start))
  const list = [...rows]
  const moves: Move[] = []
  blocks.forEach((block, index) => {
    if (staying.has(index)) return
    const behind = blocks[index - 1]?.rows.at(-1)
    const before = behind === undefined ? 0 : list.indexOf(behind) + 1
    const start = list.indexOf(block.rows[0] as Row)
    const length = list.indexOf(block.rows.at(-1) as Row) - start + 1
    moves.push({ do: 'move', start, length, before })
    const moved = list.splice(start, length)
    list.splice(before > start ? before - length : before, 0, ...moved)
  })
  return moves
}

/** The wanted rows in blocks, in the wanted order; `start` is the place of the first one among the wanted rows as they stand now. */
function inBlocks(rows: readonly Row[], wanted: readonly Row[]): Block[] {
  const wantedRows = new Set(wanted)
  const places = new Map(rows.filter((row) => wantedRows.has(row)).map((row, index) => [row, index]))
  const blocks: Block[] = []
  for (const row of wanted) {
    const place = places.get(row) as number
    const block = blocks.at(-1)
    if (block && place === block.start + block.rows.length) block.rows.push(row)
    else blocks.push({ rows: [row], start: place })
  }
  return blocks
}

/** Indices of a longest increasing subsequence (patience sorting, n log n). */
function longestIncreasing(values: number[]): Set<number> {
  /** ends[k]: the index at which the subsequence of k + 1 values with the smallest last value ends. */
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  values.forEach((value, index) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[ends[middle] as number] as number) < value) low = middle + 1
      else high = middle
    }
    previous[index] = ends[low - 1]
    ends[low] = index
  })
  const chosen = new Set<number>()
  for (let index = ends.at(-1); index !== undefined; index = previous[index]) chosen.add(index)
  return chosen
}
