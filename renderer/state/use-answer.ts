import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer } from '../../src/shared/contract.ts'
import { windowTexts } from '../strings/window.ts'

/** What the main process was asked. `before`: the answer from before, to be shown until the new one is there. */
export type Asked<Value> = { state: 'loading'; before?: Value } | { state: 'failed'; message: string } | { state: 'read'; value: Value }

/** Asks the main process, and again whenever one of the inputs changes. The answer to an earlier question is not shown. */
export function useAnswer<Value>(ask: () => Promise<Answer<Value>>, inputs: readonly unknown[]): { asked: Asked<Value>; again(): void } {
  const [asked, setAsked] = useState<Asked<Value>>({ state: 'loading' })
  const [times, setTimes] = useState(0)
  const latest = useRef(0)

  useEffect(() => {
    latest.current += 1
    const mine = latest.current
    setAsked((current) => ({ state: 'loading', ...(shownOf(current) !== undefined && { before: shownOf(current) }) }))
    ask()
      .then((answer): Asked<Value> => (answer.ok ? { state: 'read', value: answer.value } : { state: 'failed', message: answer.message }))
      .catch((): Asked<Value> => ({ state: 'failed', message: windowTexts.noAnswer }))
      .then((next) => {
        if (latest.current === mine) setAsked(next)
      })
  }, [...inputs, times])

  return { asked, again: () => setTimes((count) => count + 1) }
}

/** What can be shown: the answer, or the one from before. */
export function shownOf<Value>(asked: Asked<Value>): Value | undefined {
  if (asked.state === 'read') return asked.value
  return asked.state === 'loading' ? asked.before : undefined
}
