import { beforeAll, expect } from 'vitest'
import { testFileVariable, whileLoading } from './probes.ts'

// Runs in front of each test file, so that probes know who reached them.
process.env[testFileVariable] = whileLoading

beforeAll(() => {
  process.env[testFileVariable] = expect.getState().testPath
})
