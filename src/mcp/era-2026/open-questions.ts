import type { Caller } from '../../tools/runtime/caller.ts'
import { rpcCode } from '../http/refusal.ts'
import { rpcError } from '../rpc-error.ts'
import { createSealedStates } from './sealed-state.ts'

type Confirmation = Awaited<ReturnType<Caller['confirm']>>

/** A request that waits for a call to be answered. */
export type Waiting = Pick<Caller, 'progress' | 'signal'> & {
  /** Whether its client can show a question to the person. */
  canAsk: boolean
}

/** What a call does next: it is done, or it has a question for the person. `state` is what the client sends back with the reply. */
export type Step<Result> = { kind: 'done'; result: Result } | { kind: 'question'; question: string; state: string }

/** The part of a caller that changes hands when another request goes on with the call. */
export type Frame = Pick<Caller, 'progress' | 'signal' | 'confirm'>

/** Calls that ask the person something before they go on. */
export type OpenQuestions<Result> = {
  /** Begins a call. @param of which client calls what with which arguments ({@link callAsText}): only the same call may bring the reply */
  begin(of: () => string, waiting: Waiting, work: (frame: Frame) => Promise<Result>): Promise<Step<Result>>
  /**
   * Goes on with a call. Without a reply the question is asked again.
   *
   * @throws RpcError when its question is not open (any more), or was another call's
   */
  reply(state: string, of: () => string, waiting: Waiting, reply: 'yes' | 'no' | undefined): Promise<Step<Result>>
  /** Answers all open questions with no. */
  close(): void
}

type Call<Result> = {
  of: () => string
  waiting: Waiting
  cancel: AbortController
  done: Promise<Result>
  asked: PromiseWithResolvers<{ question: string; answer(reply: Confirmation): void }>
}

type Open<Result> = { call: Call<Result>; question: string; answer(reply: Confirmation): void; timer: NodeJS.Timeout }

/** How long the person may think. What nobody agreed to by then is not done. */
const fiveMinutes = 5 * 60_000

/** More questions at the same time answer the oldest with no: a client that never replies must not fill the memory. */
const mostOpen = 50

/**
 * Since 2026-07-28 a server cannot ask while a call runs: the call is ANSWERED with the question (`input_required`), and the client calls again with the
 * reply (basic/patterns/mrtr). Here the call itself waits in between, with what it has read and planned. Asking costs no request to Spotify, and what is
 * done is what the person saw.
 *
 * So `requestState` is the sealed number of the waiting call: it works once, for five minutes, and only for the same client, tool and arguments. After a
 * restart nobody knows it, and nothing was changed.
 */
export function createOpenQuestions<Result>(options: { patienceMs?: number; now?: () => number } = {}): OpenQuestions<Result> {
  const { patienceMs = fiveMinutes, now = Date.now } = options
  const states = createSealedStates()
  const open = new Map<number, Open<Result>>()
  let asked = 0

  function settle(number: number, reply: Confirmation): void {
    const found = open.get(number)
    if (!found) return
    open.delete(number)
    clearTimeout(found.timer)
    found.answer(reply)
  }

  /** @returns the state under which the call goes on */
  function keep(question: Omit<Open<Result>, 'timer'>): string {
    const [oldest] = open.size < mostOpen ? [] : open.keys()
    if (oldest !== undefined) settle(oldest, 'no')
    asked += 1
    const number = asked
    const timer = setTimeout(() => settle(number, 'no'), patienceMs).unref()
    open.set(number, { ...question, timer })
    return states.seal(number, question.call.of(), now() + patienceMs)
  }

  async function next(call: Call<Result>): Promise<Step<Result>> {
    const { signal } = call.waiting
    const onAbort = () => call.cancel.abort(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      return await Promise.race([
        call.done.then((result): Step<Result> => ({ kind: 'done', result })),
        call.asked.promise.then(
          ({ question, answer }): Step<Result> => ({ kind: 'question', question, state: keep({ call, question, answer }) }),
        ),
      ])
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }

  return {
    begin(of, waiting, work) {
      const cancel = new AbortController()
      const frame: Frame = {
        signal: cancel.signal,
        progress: (...report) => call.waiting.progress(...report),
        confirm(question) {
          if (!call.waiting.canAsk) return Promise.resolve('cannot-ask')
          return new Promise((answer) => call.asked.resolve({ question, answer }))
        },
      }
      const call: Call<Result> = { of, waiting, cancel, asked: Promise.withResolvers(), done: Promise.resolve().then(() => work(frame)) }
      // While nobody waits for it, nobody hears that it failed.
      call.done.catch(() => {})
      return next(call)
    },

    async reply(state, of, waiting, reply) {
      const number = states.open(state, of(), now())
      if (typeof number === 'string') throw refused[number]
      const found = open.get(number)
      if (!found) throw refused.closed
      const { call, question } = found
      if (reply === undefined) return { kind: 'question', question, state }
      call.waiting = waiting
      call.asked = Promise.withResolvers()
      settle(number, reply)
      return next(call)
    },

    close() {
      for (const number of open.keys()) settle(number, 'no')
    },
  }
}

const refuse = (sentence: string) => rpcError(rpcCode.invalidParams, sentence)

const refused = {
  invalid: refuse(
    'This reply does not belong to this call. Send requestState as it came, with the same tool and arguments, or call the tool without it to be asked again.',
  ),
  expired: refuse(
    'The question was open for five minutes, and the reply came later: what was asked was not done. Call the tool again to be asked again.',
  ),
  closed: refuse(
    'This question is closed: it was answered already, or gave way to newer ones. Check the result before you call the tool again.',
  ),
}
