import type { ConnectedClient, RecentCall } from '../shared/status.ts'
import type { AnsweredCall } from '../tools/runtime/call-tool.ts'

/** So many are kept: what a person looks back at, not a log. */
const mostKept = 50

/** Answers hold short ids and numbers, which cost more than prose: 3 characters a token, measured with o200k_base on the fake library. */
const charactersPerToken = 3

/** A client with an open session, before its calls are counted. */
type SessionClient = Omit<ConnectedClient, 'calls' | 'lastCallAt'> & { session: string }

/** Whose call it was; undefined while nobody was signed in. */
type Account = string | undefined

/** The calls that were answered, in memory only. Each belongs to the account that was signed in: nobody sees those of somebody else. */
export type CallLog = {
  /** Notes an answered call: who asked for what, how long it took and about what it cost the model. Parameters and answers are not kept. @returns what is kept */
  record(call: AnsweredCall, account: Account): RecentCall
  /** The latest calls of an account, newest first. */
  latest(account: Account): RecentCall[]
  /** The clients with open sessions, each once, with how often they called and when last. Forgets the counts of all other sessions. */
  countCalls(clients: readonly SessionClient[], account: Account): ConnectedClient[]
  /** Forgets the calls of an account, or all of them. */
  forget(account: Account): void
}

/** @param options.onChange `latest()` answers differently from now on */
export function createCallLog(options: { onChange: () => void }): CallLog {
  let latest: { account: Account; call: RecentCall }[] = []
  let countOf = new Map<string, { account: Account; calls: number; lastCallAt: string }>()

  return {
    record({ tool, caller, startedAt, durationMs, answer }, account) {
      const at = new Date(startedAt).toISOString()
      const characters = answer.text.length + (answer.structured ? JSON.stringify(answer.structured).length : 0)
      const tokens = Math.ceil(characters / charactersPerToken)
      const call = { at, client: caller.client, tool, durationMs, characters, tokens, failed: answer.failed }
      latest = [{ account, call }, ...latest].slice(0, mostKept)
      if (caller.session) {
        const counted = countOf.get(caller.session)
        const before = counted?.account === account ? counted : undefined
        countOf.set(caller.session, { account, calls: (before?.calls ?? 0) + 1, lastCallAt: at })
      }
      options.onChange()
      return call
    },

    latest: (account) => latest.filter((one) => one.account === account).map(({ call }) => call),

    countCalls(clients, account) {
      const open = new Set(clients.map(({ session }) => session))
      countOf = new Map([...countOf].filter(([session]) => open.has(session)))
      const sessions = clients.map(({ session, ...client }) => {
        const { calls, lastCallAt, ...counted } = countOf.get(session) ?? { account: undefined, calls: 0 }
        return counted.account === account ? { ...client, calls, ...(lastCallAt && { lastCallAt }) } : { ...client, calls: 0 }
      })
      return [...Map.groupBy(sessions, ({ name }) => name).values()].map(asOneClient)
    },

    forget(account) {
      const isKept = (one: { account: Account }) => account !== undefined && one.account !== account
      latest = latest.filter(isKept)
      countOf = new Map([...countOf].filter(([, counted]) => isKept(counted)))
    },
  }
}

/** Each window of an app has a session of its own, and people see one app. The version is that of the newest session. */
function asOneClient(sessions: ConnectedClient[]): ConnectedClient {
  const inOrder = sessions.toSorted((one, other) => one.connectedAt.localeCompare(other.connectedAt))
  const [first, newest] = [inOrder[0], inOrder.at(-1)] as [ConnectedClient, ConnectedClient]
  // ISO 8601 in UTC sorts as text.
  const lastCallAt = sessions
    .flatMap((session) => session.lastCallAt ?? [])
    .toSorted()
    .at(-1)
  return {
    name: first.name,
    version: newest.version,
    connectedAt: first.connectedAt,
    ...(lastCallAt && { lastCallAt }),
    calls: sessions.reduce((all, { calls }) => all + calls, 0),
    ...(sessions.length > 1 && { sessions: sessions.length }),
  }
}
