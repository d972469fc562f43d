import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { Problem } from '../shared/problem.ts'
import { parseControlMessage } from './control-message.ts'
import type { ListeningHistory } from './listening-history.ts'

/** What the commands send to the Tonearm that runs. Of the same version, as a rule. */
const importMessage = z.object({
  account: z.string().min(1).optional(),
  paths: z.array(z.string().refine(isAbsolute)).min(1),
  bringBackErased: z.boolean(),
})

const eraseMessage = z.object({
  account: z.string().min(1).optional(),
  erase: z.discriminatedUnion('what', [
    z.object({ what: z.literal('all') }),
    z.object({ what: z.literal('private') }),
    z.object({ what: z.literal('span'), first: z.number(), last: z.number() }),
    z.object({ what: z.literal('artist'), name: z.string().min(1) }),
  ]),
})

/** What `tonearm history import` and `erase` do in the Tonearm that runs, so that it alone writes. */
export function controlHistory(history: Pick<ListeningHistory, 'account' | 'import' | 'cancelImport' | 'state' | 'erase'>): {
  'import-history': (message: object, signal: AbortSignal) => Promise<unknown>
  'cancel-import': () => Promise<unknown>
  'erase-history': (message: object) => Promise<unknown>
} {
  return {
    'import-history': async (message, signal) => {
      const { account, ...request } = parseControlMessage(importMessage, message)
      return history.import({ ...request, account: history.account(account) }, { signal })
    },
    async 'cancel-import'() {
      if (!history.state().importing) throw new Problem('not-available', 'No import is running.')
      await history.cancelImport()
    },
    'erase-history': async (message) => {
      const { account, erase } = parseControlMessage(eraseMessage, message)
      return history.erase(history.account(account), erase)
    },
  }
}
