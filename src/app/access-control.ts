import { z } from 'zod'
import { pauseLengths } from '../shared/pause-length.ts'
import { Problem } from '../shared/problem.ts'
import type { AccessPaused } from '../shared/status.ts'
import type { AccessPause } from './access-pause.ts'

const pauseMessage = z.object({ length: z.enum(pauseLengths) })

/** What `tonearm pause` and `resume` do in the Tonearm that runs, so that its tray shows it at once. */
export function controlAccess(access: Pick<AccessPause, 'pause' | 'resume' | 'current'>): {
  'pause-access': (message: object) => Promise<AccessPaused | undefined>
  'resume-access': () => Promise<void>
} {
  return {
    async 'pause-access'(message) {
      const parsed = pauseMessage.safeParse(message)
      if (!parsed.success)
        throw new Problem('invalid-arguments', 'The Tonearm that is running is another version. Restart it, then try again.')
      access.pause(parsed.data.length)
      return access.current()
    },
    'resume-access': async () => access.resume(),
  }
}
