import type { ConnectedClient, RecentCall } from '../shared/status.ts'
import type { AnsweredCall } from '../tools/runtime/call-tool.ts'

/** So many are kept: what a person looks back at, not a log. */
const mostKept = 50

/** Answers hold short ids and numbers, which cost more than prose: 3 characters a token, measured with o200k_base on the fake library. */
const charactersPerToken = 3

/** A client with an open session, before its calls are counted. */
type SessionClient = Omit<ConnectedClient, 'calls' | 'lastCallAt'> & { session: string }

/** The calls that were answered, in memory only. */
export type CallLog = {
  /** Notes an answered call: who asked for what, how long it took and about what it cost the model. Parameters and answers are not kept. */
  record(call: AnsweredCall): void
  /** The latest calls, newest first. */
  latest(): RecentCall[]
  /** The clients of all open sessions with how often they called, and when last. Forgets the counts of all other sessions. */
  countCalls(clients: readonly SessionClient[]): ConnectedClient[]
}

/** @param options.onChange `latest()` answers differently from now on */
export function createCallLog(options: { onChange: () => void }): CallLog {
  let latest: RecentCall[] = []
  let countOf = new Map<string, { calls: number; lastCallAt: string }>()

  return {
    record({ tool, caller, startedAt, durationMs, answer }) {
      const at = new Date(startedAt).toISOString()
      const characters = answer.text.length + (answer.structured ? JSON.stringify(answer.structured).length : 0)
      const tokens = Math.ceil(characters / charactersPerToken)
      latest = [{ at, client: caller.client, tool, durationMs, characters, tokens, failed: answer.failed }, ...latest].slice(0, mostKept)
      if (caller.session) countOf.set(caller.session, { calls: (countOf.get(caller.session)?.calls ?? 0) + 1, lastCallAt: at })
      options.onChange()
    },

    latest: () => latest,

    countCalls(clients) {
      const open = new Set(clients.map(({ session }) => session))
      countOf = new Map([...countOf].filter(([session]) => open.has(session)))
      return clients.map(({ session, ...client }) => ({ ...client, calls: 0, ...countOf.get(session) }))
    },
  }
}
