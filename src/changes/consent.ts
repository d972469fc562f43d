import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { Problem } from '../shared/problem.ts'
import type { Requester } from './requester.ts'

/** What the user said; `cannot-ask` when their client has no way to ask them. */
export type Confirmation = 'yes' | 'no' | 'cannot-ask'

/** Who asks for an edit of which account. */
type AskedBy = Pick<Requester, 'client' | 'confirm'> & { account: string }

/** The user's consent to edits that remove a lot. */
export type Consent = {
  /** Notes that this very edit was previewed. @param edit JSON that names it: what is changed, from which version, into what */
  previewed(edit: unknown, requester: AskedBy): void
  /**
   * Asks the user, if their client can; if not, the same edit must have been previewed with `dry_run` within the last hour. So a model cannot skip
   * the preview, and only has to repeat the call itself.
   *
   * @returns whether the user was asked, which can take minutes
   * @throws Problem `not-confirmed`
   */
  require(edit: unknown, question: string, requester: AskedBy): Promise<boolean>
}

/** Up to this many are removed without a question. */
export const mostWithoutAsking = 20

const previewsKept = 200
const previewTtlMs = 60 * 60_000

/** @param asks the setting "ask before edits that remove a lot" */
export function createConsent(asks: () => boolean): Consent {
  const previews = new LRUCache<string, true>({ max: previewsKept, ttl: previewTtlMs })
  return {
    previewed: (edit, requester) => void previews.set(key(edit, requester), true),
    async require(edit, question, requester) {
      if (!asks() || previews.has(key(edit, requester))) return false
      const answer = await requester.confirm(`${question} Do you want this? You can undo it.`)
      if (answer === 'yes') return true
      throw answer === 'no'
        ? new Problem('not-confirmed', 'The user said no.')
        : new Problem(
            'not-confirmed',
            `${question} Call with dry_run: true first and show the user the preview; after that the same call is carried out.`,
          )
    },
  }
}

function key(edit: unknown, { account, client }: AskedBy): string {
  return createHash('sha256')
    .update(JSON.stringify([account, client, edit]))
    .digest('base64')
}
