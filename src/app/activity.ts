import type { ActivityKind, ActivityView, ActivityWanted } from '../shared/activity.ts'
import type { ActivityEntry, ActivityLog } from '../store/activity.ts'
import type { Change } from '../store/changes.ts'
import type { AnsweredCall } from '../tools/runtime/call-tool.ts'
import { activityWords } from './activity-words.ts'

/** What apps did, in words, as window and command show it. */
export type Activity = {
  /** Keeps an answered call of an account. What nobody was signed in for is kept by nobody. */
  record(call: AnsweredCall, tokens: number, account: string | undefined): void
  /** The newest first. Changes are told by their receipts, also those that the window made. */
  latest(account: string, wanted?: ActivityWanted): ActivityView[]
  /** Erases it. The receipts stay, since an undo needs them. */
  erase(account: string): void
}

/** So much is shown: more than anybody reads, and quick to send. */
const mostShown = 500

/** @param options.changes the receipts of an account, the newest first */
export function createActivity({
  log,
  changes,
}: {
  log: ActivityLog
  changes: (account: string, limit: number) => Pick<Change, 'id' | 'at' | 'client' | 'what' | 'state'>[]
}): Activity {
  return {
    record(call, tokens, account) {
      if (account === undefined) return
      const { tool, caller, startedAt, durationMs, answer } = call
      const receipt = answer.failed ? undefined : /\bReceipt ([2-9a-z]{6})\b/.exec(answer.text)?.[1]
      log.add(account, {
        at: startedAt,
        client: caller.client,
        tool,
        ...activityWords(call),
        failed: answer.failed,
        receipt,
        durationMs,
        tokens,
      })
    },

    latest(account, { client, kind } = {}) {
      const receipts = new Map(changes(account, mostShown).map((change) => [change.id, change]))
      const rows = log.latest(account, mostShown).map((entry): ActivityView => {
        const change = entry.receipt === undefined ? undefined : receipts.get(entry.receipt)
        if (change) receipts.delete(change.id)
        return view(entry, change)
      })
      return [...rows, ...[...receipts.values()].map(viewOfChange)]
        .toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
        .filter((row) => (client === undefined || row.client === client) && (kind === undefined || row.kind === kind))
        .slice(0, mostShown)
    },

    erase: log.erase,
  }
}

function view(
  { at, client, kind, words, failed, tool, durationMs, tokens }: ActivityEntry,
  change?: Pick<Change, 'id' | 'what' | 'state'>,
): ActivityView {
  return {
    at: new Date(at).toISOString(),
    client,
    // What this version does not know is shown all the same.
    kind: kind as ActivityKind,
    words: change?.what ?? words,
    failed,
    ...(change && { change: { receipt: change.id, state: change.state } }),
    details: { tool, durationMs, tokens },
  }
}

function viewOfChange({ id, at, client, what, state }: Pick<Change, 'id' | 'at' | 'client' | 'what' | 'state'>): ActivityView {
  return { at: new Date(at).toISOString(), client, kind: 'change', words: what, failed: false, change: { receipt: id, state } }
}
