import { expect, it } from 'vitest'
import { sample } from '../../../scripts/mutate/sample.ts'

const all = Array.from({ length: 100 }, (_, index) => index)

it('a sample is the same for the same seed, another for another, and in order', () => {
  const chosen = sample(all, 10, 1)
  expect(chosen).toHaveLength(10)
  expect(chosen).toEqual(chosen.toSorted((one, other) => one - other))
  expect(sample(all, 10, 1)).toEqual(chosen)
  expect(sample(all, 10, 2)).not.toEqual(chosen)
  expect(sample(all, 200, 1)).toEqual(all)
})
