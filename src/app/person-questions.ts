import { createHash } from 'node:crypto'
import { titleOf } from '../shared/client-titles.ts'
import type { OpenQuestion } from '../shared/status.ts'

/** Questions to the person at this computer, for clients that cannot ask them. Shown in the window. */
export type PersonQuestions = {
  /**
   * Asks, and waits a moment for the answer. One that comes later counts for the next call with the same edit, once.
   *
   * @param asked.edit names the edit: a yes is for this one only
   */
  ask(asked: { edit: string; client: string; question: string; signal: AbortSignal }): Promise<'yes' | 'no' | 'not-yet'>
  /** Those without an answer, the oldest first. */
  open(): OpenQuestion[]
  answer(id: string, yes: boolean): void
  /** Forgets all, also the answers. Who waits gets none. */
  clear(): void
}

type Asked = OpenQuestion & { answer?: 'yes' | 'no'; expires: number; waiting: Set<() => void> }

/** Many clients give a call up after a minute. */
const patienceMs = 45_000

const keptMs = 60 * 60_000

/** @param options.onChange `open()` answers differently from now on */
export function createPersonQuestions(options: { onChange: () => void; now?: () => number; patienceMs?: number }): PersonQuestions {
  const { onChange, now = Date.now } = options
  const asked = new Map<string, Asked>()

  function dropOld(): void {
    for (const [edit, { expires }] of asked) if (expires <= now()) asked.delete(edit)
  }

  /** @returns the answer, which is used up by this */
  function taken(edit: string): 'yes' | 'no' | undefined {
    const answer = asked.get(edit)?.answer
    if (answer) asked.delete(edit)
    return answer
  }

  return {
    async ask({ edit, client, question, signal }) {
      dropOld()
      const before = taken(edit)
      if (before) return before
      const id = createHash('sha256').update(edit).digest('hex').slice(0, 12)
      const one = asked.get(edit) ?? { id, client, question, expires: 0, waiting: new Set<() => void>() }
      one.expires = now() + keptMs
      asked.set(edit, one)
      onChange()
      await new Promise<void>((resolve) => {
        const settle = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', settle)
          one.waiting.delete(settle)
          resolve()
        }
        const timer = setTimeout(settle, options.patienceMs ?? patienceMs)
        one.waiting.add(settle)
        signal.addEventListener('abort', settle, { once: true })
        if (signal.aborted) settle()
      })
      return taken(edit) ?? 'not-yet'
    },
    open() {
      dropOld()
      return [...asked.values()]
        .filter(({ answer }) => !answer)
        .map(({ id, client, question }) => ({ id, client: titleOf(client), question }))
    },
    answer(id, yes) {
      const one = [...asked.values()].find((question) => question.id === id)
      if (!one) return
      one.answer = yes ? 'yes' : 'no'
      for (const settle of [...one.waiting]) settle()
      onChange()
    },
    clear() {
      const all = [...asked.values()]
      asked.clear()
      for (const { waiting } of all) for (const settle of [...waiting]) settle()
    },
  }
}
