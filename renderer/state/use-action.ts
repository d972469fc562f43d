import { useRef, useState } from 'preact/hooks'
import type { ActionResult } from '../../src/shared/contract.ts'
import { attempt } from './attempt.ts'
import { useTonearm } from './tonearm-context.ts'

/** The progress of an action. `over` keeps the result until the next start. */
export type Progress = { state: 'idle' } | { state: 'running' } | { state: 'over'; result: ActionResult }

export type Action<Parameters extends unknown[]> = {
  progress: Progress
  /** Starts the action. While it runs, another start does nothing, unless the action says `replaces`. */
  start(...parameters: Parameters): Promise<ActionResult | undefined>
  /** Removes the result. */
  clear(): void
}

/**
 * Runs an action that the person started, tracks its progress, and announces its result to screen readers.
 *
 * @param options.again whether a start while it runs is ignored, or replaces it (then only the last result counts)
 * @param options.done the sentence for a success when the result has none
 */
export function useAction<Parameters extends unknown[]>(
  run: (...parameters: Parameters) => Promise<ActionResult>,
  options: { again?: 'ignored' | 'replaces'; done?: string } = {},
): Action<Parameters> {
  const { announce } = useTonearm()
  const [progress, setProgress] = useState<Progress>({ state: 'idle' })
  const latest = useRef(0)
  const running = useRef(false)

  async function start(...parameters: Parameters): Promise<ActionResult | undefined> {
    if (running.current && options.again !== 'replaces') return undefined
    running.current = true
    latest.current += 1
    const mine = latest.current
    setProgress({ state: 'running' })
    const plain = await attempt(() => run(...parameters))
    if (latest.current !== mine) return undefined
    running.current = false
    const result = plain.ok ? { ...plain, message: plain.message ?? options.done } : plain
    setProgress({ state: 'over', result })
    if (result.message) announce(result.message)
    return result
  }

  return {
    progress,
    start,
    clear() {
      if (!running.current) setProgress({ state: 'idle' })
    },
  }
}
