import { createHmac } from 'node:crypto'
import type { ClientAction, ClientChange, ClientChangeStep } from '../shared/clients.ts'
import type { Client, ClientPlan, Computer } from './client.ts'
import { hashOf } from './files/change-record.ts'
import type { EntryPlace } from './files/entry-place.ts'
import type { FileChange } from './files/file-change.ts'
import { hideSecrets } from './secrets.ts'
import { shellCommand } from './system/shell-words.ts'

/** A step with everything that it changes: of a file, the bytes before and after. */
export type PreparedStep =
  | {
      kind: 'change-file'
      place: EntryPlace
      change: FileChange
      sets: boolean
      /** The same change of the file as it is now: another step of the plan may have changed it. @throws Problem `client-settings` */
      again(): FileChange
    }
  | { kind: 'run'; program: string; words: string[] }
  | { kind: 'open-link'; link: string; readable: string }
  | { kind: 'open-file'; file: string }

/** A plan, ready to be shown and applied. It contains the token. */
export type PreparedPlan = Pick<ClientPlan, 'summary' | 'afterwards' | 'otherWays'> & {
  client: Client
  action: ClientAction
  steps: PreparedStep[]
  id: string
}

/**
 * The id of a plan: a hash of everything that it would do, down to the bytes of the files. As long as the id is the same, applying the plan does
 * what was shown.
 *
 * @param key a secret of this process. Without it, the id, which is not secret, would tell whether a guessed token is right
 */
export function planId({ client, action, steps }: Omit<PreparedPlan, 'id'>, key: Uint8Array): string {
  const whole = steps.map((step) => (step.kind === 'change-file' ? { ...step, change: withDigests(step.change) } : step))
  return createHmac('sha256', key)
    .update(JSON.stringify([client.name, action, whole]))
    .digest('hex')
}

function withDigests(change: FileChange): unknown {
  return { ...change, before: change.before && hashOf(change.before), after: change.after && hashOf(change.after) }
}

/** The plan for a person to read, with every secret hidden. @param secrets the token, and what the entry held before */
export function changeView(plan: PreparedPlan, { platform }: Computer, secrets: string[]): ClientChange {
  const { client, action, id, summary, afterwards, otherWays = [] } = plan
  const steps = plan.steps.flatMap((step) => stepView(step, platform, secrets))
  return { client: client.name, action, id, summary, steps, afterwards, otherWays }
}

function stepView(step: PreparedStep, platform: NodeJS.Platform, secrets: string[]): ClientChangeStep[] {
  const hide = (text: string) => hideSecrets(text, secrets)
  switch (step.kind) {
    case 'run':
      return [{ kind: 'run', command: shellCommand([step.program, ...step.words].map(hide), platform) }]
    case 'open-link':
      return [{ kind: 'open-link', link: hide(step.readable) }]
    case 'open-file':
      return [{ kind: 'open-file', file: step.file }]
    case 'change-file': {
      const { file, creates, removesFile, keepsCopy, edits } = step.change
      if (removesFile) return [{ kind: 'remove-file', file }]
      const shown = edits.map(({ line, removed, added }) => ({ line, removed: hide(removed), added: hide(added) }))
      if (creates) return [{ kind: 'create-file', file, edits: shown }]
      return edits.length > 0 ? [{ kind: 'edit-file', file, keepsCopy, edits: shown }] : []
    }
  }
}
