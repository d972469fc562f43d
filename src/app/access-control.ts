import { z } from 'zod'
import { pauseLengths } from '../shared/pause-length.ts'
import type { AccessPaused } from '../shared/status.ts'
import type { AccessPause } from './access-pause.ts'
import { parseControlMessage } from './control-message.ts'

const pauseMessage = z.object({ length: z.enum(pauseLengths) })

/** What `tonearm pause` and `resume` do in the Tonearm that runs, so that its tray shows it at once. */
export function controlAccess(access: Pick<AccessPause, 'pause' | 'resume' | 'current'>): {
  'pause-access': (message: object) => Promise<AccessPaused | undefined>
  'resume-access': () => Promise<void>
} {
  return {
    async 'pause-access'(message) {
      access.pause(parseControlMessage(pauseMessage, message).length)
      return access.current()
    },
    'resume-access': async () => access.resume(),
  }
}
