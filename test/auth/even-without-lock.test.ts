import { describe, expect, it } from 'vitest'
import { evenWithoutLock } from '../../src/auth/even-without-lock.ts'
import { silentLog } from '../../src/config/logging.ts'
import type { Exclusively } from '../../src/shared/exclusively.ts'
import { Problem } from '../../src/shared/problem.ts'
import { problemOf } from './person.ts'

const failing =
  (problem: Problem): Exclusively =>
  () =>
    Promise.reject(problem)
const unusable = new Problem('data-directory-unusable', 'The lock file cannot be used.')
const busy = new Problem('data-directory-busy', 'Another Tonearm is busy with the same data.')

describe('what is done under a lock that cannot be used', () => {
  it('is done without it, which the log says once', async () => {
    const lines: string[] = []
    const exclusively = evenWithoutLock(failing(unusable), { ...silentLog, warn: (line) => void lines.push(line) })
    expect([await exclusively(async () => 'first'), await exclusively(async () => 'second')]).toEqual(['first', 'second'])
    expect(lines).toEqual(['The login is used without a lock between processes.'])
  })

  it('is not done while another process has the lock', async () => {
    expect(await problemOf(evenWithoutLock(failing(busy), silentLog)(async () => 'done'))).toBe(busy)
  })

  it('is not done twice when it fails itself', async () => {
    let times = 0
    const work = async () => {
      times += 1
      throw unusable
    }
    expect(await problemOf(evenWithoutLock((work) => work(), silentLog)(work))).toBe(unusable)
    expect(times).toBe(1)
  })
})
