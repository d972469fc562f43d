import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { Problem } from '../shared/problem.ts'

/** What the person said; `cannot-ask` when their client has no way to ask them. */
export type Confirmation = 'yes' | 'no' | 'cannot-ask'

/** For whom a change is made, and how to ask them. */
export type Who = { account: string; client: string; confirm(question: string): Promise<Confirmation> }

/** The person's say in edits that remove a lot. */
export type Consent = {
  /** Notes that this very edit was previewed. @param edit JSON that names it: what is changed, from which version, into what */
  previewed(edit: unknown, who: Who): void
  /**
   * Asks the person, if their client can; else the same edit must have been previewed with `dry_run` within the last hour. So a model cannot skip
   * the preview, and has nothing to pass on or to repeat but the call itself.
   *
   * @returns whether somebody was asked, which can take minutes
   * @throws Problem `not-confirmed`
   */
  require(edit: unknown, question: string, who: Who): Promise<boolean>
}

/** Removing this many is done without a question. */
export const mostWithoutAsking = 20

const previewsKept = 200
const previewHolds = 60 * 60_000

/** @param asks the setting "ask before edits that remove a lot" */
export function createConsent(asks: () => boolean): Consent {
  const previews = new LRUCache<string, true>({ max: previewsKept, ttl: previewHolds })
  return {
    previewed: (edit, who) => void previews.set(key(edit, who), true),
    async require(edit, question, who) {
      if (!asks() || previews.get(key(edit, who)) === true) return false
      const answer = await who.confirm(`${question} Shall it be done? It can be undone.`)
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

function key(edit: unknown, { account, client }: Who): string {
  return createHash('sha256')
    .update(JSON.stringify([account, client, edit]))
    .digest('base64')
}
