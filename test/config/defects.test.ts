import { describe, expect, it } from 'vitest'
import { toProblem } from '../../src/config/defects.ts'
import { silentLog } from '../../src/config/logging.ts'

const systemError = (code: string) => Object.assign(new Error(`${code}: no space left on device, write`), { code })

describe('what was thrown, as a problem', () => {
  it.each(['ENOSPC', 'EDQUOT'])('says that the disk is full, which is no bug (%s)', (code) => {
    const errors: string[] = []
    const problem = toProblem(systemError(code), { ...silentLog, error: (message) => void errors.push(message) }, 'writing a file', 'no')
    expect(problem).toMatchObject({ code: 'disk-full', changed: 'no', message: 'The disk is full. Free some space, then try again.' })
    expect(errors).toEqual([])
  })

  it('is a bug when it was not foreseen, and goes to the log', () => {
    const errors: string[] = []
    const problem = toProblem(systemError('EINVAL'), { ...silentLog, error: (message) => void errors.push(message) }, 'writing a file')
    expect(problem).toMatchObject({ code: 'defect', changed: 'unknown' })
    expect(errors).toEqual(['Bug in writing a file'])
  })
})
