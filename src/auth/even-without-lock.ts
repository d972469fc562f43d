import type { Log } from '../config/logging.ts'
import type { Exclusively } from '../shared/exclusively.ts'
import { isProblem } from '../shared/problem.ts'

/**
 * Like `exclusively`, but the work is also done where no lock can be used, as in a data directory that is read-only: a login that cannot be renewed
 * or removed would be worse than two processes that do so at the same moment.
 */
export function evenWithoutLock(exclusively: Exclusively, log: Log): Exclusively {
  let reported = false
  return async (work, options) => {
    let begun = false
    try {
      return await exclusively(() => {
        begun = true
        return work()
      }, options)
    } catch (error) {
      if (begun || !isProblem(error, 'data-directory-unusable')) throw error
      if (!reported) log.warn('The login is used without a lock between processes.', error)
      reported = true
    }
    return work()
  }
}
