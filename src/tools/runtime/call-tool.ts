import type { Changes } from '../../changes/changes.ts'
import type { Confirmation } from '../../changes/consent.ts'
import type { Charts } from '../../charts/charts.ts'
import { toProblem } from '../../config/defects.ts'
import type { Log } from '../../config/logging.ts'
import type { Scope } from '../../config/scopes.ts'
import type { SettingsStore } from '../../config/settings.ts'
import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import { untilAborted } from '../../shared/until-aborted.ts'
import type { Spotify } from '../../spotify/client.ts'
import { callLimitMs, createTimeLimit } from '../../spotify/request/time-limit.ts'
import type { Exports } from '../../store/exports.ts'
import type { LibraryIndex } from '../../store/library-index.ts'
import type { ShortIds } from '../../store/short-ids.ts'
import type { HistoryAccess } from '../listening/history-access.ts'
import { answerBytes, capped, fitting } from './answer-size.ts'
import type { AccountAccess, Caller, ToolAccount, ToolAnswer } from './caller.ts'
import type { Effect, Tool } from './define.ts'
import { drawPicture } from './draw-picture.ts'
import { hideDetails } from './hide-details.ts'
import { hidePositions } from './hide-positions.ts'
import { itemsIn } from './items-in.ts'
import { refusal, requirePermitted, requireWritable } from './permissions.ts'
import { type HowTo, problemForModel } from './problem-text.ts'
import { renderContext } from './render.ts'
import { safeTexts } from './safe-texts.ts'

/** A call that was answered. `startedAt` is in milliseconds since the epoch. */
export type AnsweredCall = {
  tool: string
  /** As the client sent them. */
  parameters: unknown
  caller: Caller
  startedAt: number
  durationMs: number
  answer: ToolAnswer
}

export type CallToolOptions = {
  tools: readonly Tool[]
  spotify: Spotify
  shortIds: (account: string) => ShortIds
  library: LibraryIndex
  changes: Changes
  exports: Exports
  charts: Pick<Charts, 'draw'>
  history: HistoryAccess
  account: AccountAccess
  /** IANA name of the person's time zone. */
  zone: string
  settings: Pick<SettingsStore, 'current'>
  /** What the person can do where this program runs, for the advice in answers. */
  howTo: HowTo
  /** Asks the person at this computer, when their client cannot. Missing where nobody sits. */
  askPerson?: (asked: { edit: string; client: string; question: string; signal: AbortSignal }) => Promise<Confirmation>
  /** Called after each answer, also after a refusal. */
  record(call: AnsweredCall): void
  log: Log
  /** Milliseconds since the epoch. */
  now: () => number
  /** How long a call may take, in milliseconds. */
  limitMs?: number
}

/**
 * The way of every tool call, from its name to its text. Never throws: what goes wrong is in the answer, as a sentence.
 *
 * This is the one place where tools' errors become answers, bugs included, and where a call gets its time: 22 seconds as a whole, without the time that
 * a person takes to sign in or to answer a question. An edit that has begun is carried out. A client that cancels stops what was not sent yet.
 */
export function createCallTool(options: CallToolOptions): (name: string, parameters: unknown, caller: Caller) => Promise<ToolAnswer> {
  const { tools, shortIds, account, zone, settings, howTo, askPerson, record, log, now, limitMs = callLimitMs } = options
  const { library, changes, exports, history, charts } = options

  async function call(tool: Tool, parameters: unknown, caller: Caller): Promise<ToolAnswer> {
    requireWritable(tool, settings.current())
    const { run, full, limited } = tool.prepare(parameters)
    const limit = createTimeLimit({ signal: caller.signal, limitMs })
    try {
      const signal = limit.signal('read')
      const login = await untilAborted(account.ready(caller, limit.pause), signal)
      requirePermitted(tool, login)

      const spotify = options.spotify.with(limit)
      const confirm: Caller['confirm'] = async (question, edit = question) => {
        const told = await limit.pause(async () => {
          const told = await caller.confirm(question, edit)
          if (told !== 'cannot-ask' || !askPerson) return told
          return askPerson({ edit, client: caller.client, question, signal: caller.signal })
        })
        if (told === 'yes') await untilAborted(requireStillAllowed(tool, caller, login), signal)
        return told
      }
      const ownIds = shortIds(login.id)
      const { result, lists, render, picture, card } = await run({
        ...caller,
        signal,
        confirm,
        spotify,
        shortIds: ownIds,
        library,
        changes,
        exports,
        history,
        zone,
        account: login,
        now,
      })

      if (login.switchedOff.includes('user-read-playback-position')) hidePositions(result)

      const knownIds = ownIds.remember(itemsIn(result))
      const renders = renderContext({ zone, full, shortIds: knownIds })
      const { structuredResults } = settings.current()
      const structured = () => {
        const content = safeTexts(result)
        if (!full) hideDetails(content)
        return content
      }
      const drawn = picture && (await untilAborted(drawPicture(picture, charts, log), signal))
      const answer = () => {
        const text = render(renders)
        return { text: drawn?.note === undefined ? text : `${text}\n${drawn.note}`, ...(structuredResults && { structured: structured() }) }
      }
      const fitted = capped(fitting(result, lists, answer, limited ? answerBytes.most : answerBytes.usual))
      const shown = card({ ...renders, now: now(), refusal: (name, scopes) => refusalOf(name, login, scopes) })
      return { ...fitted, failed: false, ...(drawn?.png && { png: drawn.png }), ...(shown && { card: safeTexts(shown) }) }
    } finally {
      // Whatever the call still wanted to send is not sent after its answer.
      limit.end()
    }
  }

  /** A person may take minutes to answer. What they have changed in Tonearm until then counts. */
  async function requireStillAllowed(tool: Tool, caller: Caller, { id }: ToolAccount): Promise<void> {
    requireWritable(tool, settings.current())
    if (account.id() !== id) throw new Problem('not-confirmed', 'The user signed out, or to another account, before they answered.')
    requirePermitted(tool, await account.ready(caller))
  }

  function refusalOf(name: string, login: ToolAccount, scopes: Scope[] = []): Problem | undefined {
    const tool = tools.find((candidate) => candidate.name === name)
    return tool && refusal(tool, settings.current(), login, scopes)
  }

  function refuse(error: unknown, { name, effect }: { name: string; effect: Effect }, { client }: Caller): ToolAnswer {
    const problem = toProblem(error, log, `${name} for ${client}`, effect === 'read' ? 'no' : 'unknown')
    return { ...capped({ text: problemForModel(problem, effect, howTo) }), failed: true, problem: problem.code }
  }

  return async (name, parameters, caller) => {
    const startedAt = now()
    const start = performance.now()
    const tool = tools.find((candidate) => candidate.name === name)
    if (!tool) return refuse(unknownTool(name), { name, effect: 'read' }, caller)

    const answer = await call(tool, parameters, caller).catch((error) => refuse(error, tool, caller))

    const durationMs = Math.round(performance.now() - start)
    record({ tool: name, parameters, caller, startedAt, durationMs, answer })
    log.info(`${name} for ${caller.client}: ${answer.problem ?? `${answer.text.length} characters`} in ${durationMs} ms`)
    return answer
  }
}

function unknownTool(name: string): Problem {
  return new Problem('unknown-tool', `There is no tool "${cleanText(name, 80)}".`)
}
