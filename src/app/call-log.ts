import type { RecentCall } from '../shared/status.ts'
import type { Catalog } from '../tools/runtime/registry.ts'

/** So many are kept: what a person looks back at, not a log. */
const mostKept = 50

/** Answers hold short ids and numbers, which cost more than prose: 3 characters a token, measured with o200k_base on the fake library. */
const charactersPerToken = 3

/** A catalog that remembers the latest calls, in memory only. */
export type RecordedCatalog = { catalog: Catalog; latest(): RecentCall[] }

/**
 * Notes each answered call: who asked for what, how long it took and about what it cost the model. Parameters and answers are not kept.
 *
 * @param options.now milliseconds since the epoch
 * @param options.onCall called after each
 */
export function recordCalls(catalog: Catalog, options: { now?: () => number; onCall: () => void }): RecordedCatalog {
  const { now = Date.now, onCall } = options
  let calls: RecentCall[] = []

  return {
    latest: () => calls,
    catalog: {
      ...catalog,
      async call(tool, parameters, caller) {
        const startedAt = performance.now()
        const at = new Date(now()).toISOString()
        const answer = await catalog.call(tool, parameters, caller)
        const characters = answer.text.length + (answer.structured ? JSON.stringify(answer.structured).length : 0)
        const durationMs = Math.round(performance.now() - startedAt)
        const tokens = Math.ceil(characters / charactersPerToken)
        calls = [{ at, client: caller.client, tool, durationMs, characters, tokens, failed: answer.failed }, ...calls].slice(0, mostKept)
        onCall()
        return answer
      },
    },
  }
}
