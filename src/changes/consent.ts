import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { Problem } from '../shared/problem.ts'
import type { Loss } from './loss.ts'
import type { Requester } from './requester.ts'

/** What the user said; `cannot-ask` when their client has no way to ask them; `not-yet` when they were asked elsewhere and have not answered. */
export type Confirmation = 'yes' | 'no' | 'cannot-ask' | 'not-yet'

/** Who asks for an edit of which account. */
type AskedBy = Pick<Requester, 'client' | 'confirm' | 'account'>

/** The user's consent to changes that take away a lot: more than twenty songs, or items of the library. */
export type Consent = {
  /** Notes that this very edit was previewed. @param edit JSON that names it: what is changed, from which version, into what */
  previewed(edit: unknown, requester: AskedBy): void
  /**
   * Asks the user about a great loss, if their client can; if not, the same edit must have been previewed with `dry_run` within the last hour. So a
   * model cannot skip the preview, and only has to repeat the call itself. Where there is no `dry_run`, the refusal is the preview.
   *
   * @returns whether the user was asked, which can take minutes
   * @throws Problem `not-confirmed`
   */
  require(edit: unknown, loss: Loss, requester: AskedBy, preview?: 'dry-run' | 'refusal'): Promise<boolean>
}

/** Up to this many go without a question. */
const mostWithoutAsking = 20

const previewsKept = 200
const previewTtlMs = 60 * 60_000

/**
 * @param asks the setting "ask before edits that remove a lot"
 * @param inWindow whether the user can be asked at this computer when their client cannot ask. A preview then is no consent
 */
export function createConsent(asks: () => boolean, inWindow = false): Consent {
  const previews = new LRUCache<string, true>({ max: previewsKept, ttl: previewTtlMs })
  return {
    previewed: (edit, requester) => void previews.set(key(edit, requester), true),
    async require(edit, { weight, sentence }, requester, preview = 'dry-run') {
      if (weight <= mostWithoutAsking || !asks()) return false
      const name = key(edit, requester)
      if (!inWindow && previews.has(name)) return false
      const answer = await requester.confirm(`${sentence} Do you want this? You can undo it.`, name)
      if (answer === 'yes') return true
      if (answer === 'no') throw new Problem('not-confirmed', 'The user said no.')
      if (answer === 'not-yet') throw new Problem('not-confirmed', notYet)
      if (preview === 'refusal') previews.set(name, true)
      throw new Problem('not-confirmed', `${sentence} ${advice[preview]}`)
    },
  }
}

const notYet =
  'Tonearm asks the user in its own window, and they have not answered yet. Ask them to look there, then make the same call again.'

const advice = {
  'dry-run': 'Call with dry_run: true first and show the user the preview; after that the same call is carried out.',
  refusal: 'Ask the user. If they agree, make the same call again.',
}

function key(edit: unknown, { account, client }: AskedBy): string {
  return createHash('sha256')
    .update(JSON.stringify([account, client, edit]))
    .digest('base64')
}
