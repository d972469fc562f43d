import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const source = new URL('../../src/config/small-heap.ts', import.meta.url).href

/** Makes objects for a while, the last 50,000 of which are in use, and says how much room V8 took for the young ones, in bytes. */
const work = `
  const kept = []
  for (let made = 0; made < 3_000_000; made += 1) kept[made % 50_000] = { made, text: 'Song ' + made }
  const { getHeapSpaceStatistics } = await import('node:v8')
  console.log(getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size)
`

function roomForYoungObjects(before: string): number {
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', before + work], { encoding: 'utf8' }))
}

describe('the heap', () => {
  it('takes less room for the same work', () => {
    const small = roomForYoungObjects(`import { keepHeapSmall } from ${JSON.stringify(source)}; keepHeapSmall()`)
    expect(small).toBeLessThan(roomForYoungObjects('') / 2)
  })
})
