import { useRef, useState } from 'preact/hooks'
import type { Outcome } from '../../src/shared/contract.ts'
import { attempt } from './attempt.ts'
import { useTonearm } from './tonearm-context.ts'

/** How far an action is: `over` keeps the outcome until the next start. */
export type Progress = { state: 'idle' } | { state: 'running' } | { state: 'over'; outcome: Outcome }

export type Action<Parameters extends unknown[]> = {
  progress: Progress
  /** Starts the action. While it runs, another start does nothing, unless the action says `replaces`. */
  start(...parameters: Parameters): Promise<Outcome | undefined>
  /** Takes the outcome away. */
  clear(): void
}

/**
 * An action of the person: runs it, knows how far it is, and says its outcome to screen readers.
 *
 * @param options.again whether a start while it runs is ignored, or goes in its place (then only the last one's outcome counts)
 * @param options.done the sentence for a success without one of its own
 */
export function useAction<Parameters extends unknown[]>(
  run: (...parameters: Parameters) => Promise<Outcome>,
  options: { again?: 'ignored' | 'replaces'; done?: string } = {},
): Action<Parameters> {
  const { announce } = useTonearm()
  const [progress, setProgress] = useState<Progress>({ state: 'idle' })
  const latest = useRef(0)
  const running = useRef(false)

  async function start(...parameters: Parameters): Promise<Outcome | undefined> {
    if (running.current && options.again !== 'replaces') return undefined
    running.current = true
    latest.current += 1
    const mine = latest.current
    setProgress({ state: 'running' })
    const plain = await attempt(() => run(...parameters))
    if (latest.current !== mine) return undefined
    running.current = false
    const outcome = plain.ok ? { ...plain, message: plain.message ?? options.done } : plain
    setProgress({ state: 'over', outcome })
    if (outcome.message) announce(outcome.message)
    return outcome
  }

  return {
    progress,
    start,
    clear() {
      if (!running.current) setProgress({ state: 'idle' })
    },
  }
}
