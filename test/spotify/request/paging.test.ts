import { describe, expect, it } from 'vitest'
import { Problem } from '../../../src/shared/problem.ts'
import { present, readPages } from '../../../src/spotify/request/paging.ts'

const list = (total: number) => Array.from({ length: total }, (_, index) => (index % 7 === 3 ? null : index))

/** A list that answers pages as Spotify does, later pages sooner than earlier ones. */
function pagesOf(rows: (number | null)[]) {
  const asked: [number, number][] = []
  const readPage = async (offset: number, limit: number) => {
    asked.push([offset, limit])
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, rows.length - offset) / 20))
    return { rows: rows.slice(offset, offset + limit), total: rows.length }
  }
  return { asked, readPage }
}

describe('reading a list in pages', () => {
  it.each([0, 1, 49, 50, 51, 100, 101, 1_000])('gives all rows of %i in order, empty rows included', async (total) => {
    const { readPage, asked } = pagesOf(list(total))
    expect(await readPages({ offset: 0, limit: 2_000, pageSize: 50 }, readPage)).toEqual({ rows: list(total), total })
    expect(asked).toHaveLength(Math.max(1, Math.ceil(total / 50)))
  })

  it('asks for no row more than wanted', async () => {
    const { readPage, asked } = pagesOf(list(500))
    const { rows } = await readPages({ offset: 30, limit: 120, pageSize: 50 }, readPage)
    expect(rows).toEqual(list(500).slice(30, 150))
    expect(asked).toEqual([
      [30, 50],
      [80, 50],
      [130, 20],
    ])
  })

  it('asks once beyond the end', async () => {
    const { readPage, asked } = pagesOf(list(10))
    expect(await readPages({ offset: 40, limit: 50, pageSize: 50 }, readPage)).toEqual({ rows: [], total: 10 })
    expect(asked).toHaveLength(1)
  })

  it('tells how far it is after each page, and nothing for a single one', async () => {
    const progress: [number, number][] = []
    const { readPage } = pagesOf(list(120))
    await readPages({ offset: 0, limit: 50, pageSize: 50 }, readPage, () => progress.push([0, 0]))
    expect(progress).toEqual([])
    await readPages({ offset: 0, limit: 500, pageSize: 50 }, readPage, (done, wanted) => progress.push([done, wanted]))
    expect(progress).toEqual([
      [50, 120],
      [70, 120],
      [120, 120],
    ])
  })

  it('asks for the other pages at once, and only after the first has said how many there are', async () => {
    const asked: number[] = []
    const waiting: (() => void)[] = []
    const reading = readPages({ offset: 0, limit: 500, pageSize: 50 }, async (offset) => {
      asked.push(offset)
      if (offset > 0) await new Promise<void>((resolve) => waiting.push(resolve))
      return { rows: list(50), total: 150 }
    })
    await new Promise((resolve) => setTimeout(resolve, 1))
    expect(asked).toEqual([0, 50, 100])
    for (const resolve of waiting) resolve()
    expect((await reading).rows).toHaveLength(150)
  })

  it('leaves out rows that stand for nothing, where they do not count', () => {
    expect(present({ rows: [null, 1, null, 0], total: 9 })).toEqual({ rows: [1, 0], total: 9 })
  })

  it('gives the rows up to the first page without an answer to who asked for a part at least, and says why it stopped', async () => {
    const slow = new Problem('timed-out', 'Spotify was too slow.')
    const readPage = async (offset: number) => {
      if (offset === 100 || offset === 200) throw slow
      return { rows: list(50), total: 250 }
    }
    const part = { offset: 0, limit: 250, pageSize: 50 }
    expect(await readPages({ ...part, partly: true }, readPage)).toEqual({ rows: [...list(50), ...list(50)], total: 250, stopped: slow })
    await expect(readPages(part, readPage)).rejects.toBe(slow)
  })

  it.each([
    ['the first page', 0, new Problem('timed-out', 'Spotify was too slow.')],
    ['a page that Spotify refuses', 50, new Problem('not-available', 'No.')],
  ])('fails as a whole for %s, also for who asked for a part', async (_, failing, problem) => {
    const readPage = async (offset: number) => {
      if (offset === failing) throw problem
      return { rows: list(50), total: 100 }
    }
    await expect(readPages({ offset: 0, limit: 100, pageSize: 50, partly: true }, readPage)).rejects.toBe(problem)
  })

  it('fails when a page fails', async () => {
    const readPage = async (offset: number) => {
      if (offset > 0) throw new Error('no')
      return { rows: list(50), total: 100 }
    }
    await expect(readPages({ offset: 0, limit: 100, pageSize: 50 }, readPage)).rejects.toThrow('no')
  })
})
