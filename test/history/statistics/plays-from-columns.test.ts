import { describe, expect, it } from 'vitest'
import { playBits } from '../../../src/history/statistics/plays.ts'
import { belongingsFromColumns, playsFromColumns } from '../../../src/history/statistics/plays-from-columns.ts'
import type { Columns } from '../../../src/store/history/columns.ts'
import { kinds, packFlags, reasons, sources } from '../../../src/store/history/play.ts'

const nothingKnown = { shuffle: null, offline: null, private: null, skipped: null }

describe('the plays that statistics count', () => {
  it('have a time each: of live plays the mean of the counted plays of the song', () => {
    const plays = playsFromColumns(
      columnsOf([{ ms: 200_000 }, { ms: 100_000 }, { ms: 5_000 }, { ms: -1, source: 'live' }, { rec: 2, ms: -1, source: 'live' }]),
      true,
    )
    expect([...plays.ms]).toEqual([200_000, 100_000, 5_000, 150_000, 210_000])
    expect([...plays.bits].map((bits) => bits & playBits.live)).toEqual([0, 0, 0, playBits.live, playBits.live])
  })

  it('leave private sessions out unless they are wanted', () => {
    const columns = columnsOf([{ ms: 60_000 }, { ms: 70_000, flags: packFlags({ ...nothingKnown, private: true }) }, { ms: 80_000 }])
    expect([...playsFromColumns(columns, false).ms]).toEqual([60_000, 80_000])
    expect([...playsFromColumns(columns, true).ms]).toEqual([60_000, 70_000, 80_000])
  })

  it('say what was skipped and what ran to its end', () => {
    const columns = columnsOf([
      { ms: 40_000, flags: packFlags({ ...nothingKnown, skipped: true }), reasonEnd: 'fwdbtn' },
      { ms: 200_000, flags: packFlags({ ...nothingKnown, skipped: false }), reasonEnd: 'trackdone' },
    ])
    expect([...playsFromColumns(columns, true).bits]).toEqual([playBits.skipped, playBits.finished])
  })

  it('know which recordings are songs', () => {
    const columns = columnsOf([{ ms: 1 }])
    columns.kindOfRec = Uint8Array.from(kinds.keys())
    expect([...belongingsFromColumns(columns).isSong]).toEqual([1, 0, 0])
  })
})

type Row = { rec?: number; ms: number; flags?: number; source?: (typeof sources)[number]; reasonEnd?: (typeof reasons)[number] }

function columnsOf(rows: Row[]): Columns {
  return {
    count: rows.length,
    end: Uint32Array.from(rows, (_, index) => 1_700_000_000 + index * 300),
    start: Uint32Array.from(rows, (_, index) => 1_700_000_000 + index * 300 - 200),
    rec: Uint32Array.from(rows, ({ rec = 1 }) => rec),
    item: Uint32Array.from(rows, ({ rec = 1 }) => rec),
    ms: Int32Array.from(rows, ({ ms }) => ms),
    reasonEnd: Uint8Array.from(rows, ({ reasonEnd = 'unknown' }) => reasons.indexOf(reasonEnd)),
    flags: Uint8Array.from(rows, ({ flags = 0 }) => flags),
    source: Uint8Array.from(rows, ({ source = 'extended' }) => sources.indexOf(source)),
    artistOfRec: new Uint32Array(3),
    kindOfRec: new Uint8Array(3),
    albumOfItem: new Uint32Array(3),
  }
}
