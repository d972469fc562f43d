import { describe, expect, it } from 'vitest'
import { measureDuplicates } from './duplicates.ts'

describe('removing the duplicates from 1,000 rows', () => {
  it('takes 23 requests and 0.6 MB at most where the copies stand together, and one request more for each other place', async () => {
    const [album, middle, hundred, scattered] = await measureDuplicates()
    expect(album).toMatchObject({ removed: 50, requests: 23 })
    expect(middle).toMatchObject({ removed: 40, requests: 23 })
    expect(hundred).toMatchObject({ removed: 100, requests: 23 })
    expect(scattered).toMatchObject({ removed: 10, writes: 1 + 10 })
    for (const cost of [album, middle, hundred, scattered]) expect(cost?.bytes).toBeLessThanOrEqual(600_000)
  }, 30_000)
})
