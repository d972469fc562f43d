import { isId, isObject, paramsOf, type Request } from './json-rpc.ts'

/** So small that the progress which the endpoint reports later is greater: it must never go back (2025-11-25, basic/utilities, progress). */
const smallStep = 1 / 1_000_000

/**
 * Tells the client every `everyMs` that its request waits for Tonearm, if it asked for progress: the person sees why nothing happens, and clients
 * that end silent calls do not end this one.
 *
 * @returns to be called when the wait is over
 */
export function showWaiting(request: Request, write: (message: object) => Promise<void>, everyMs: number): () => void {
  const { _meta } = paramsOf(request)
  const progressToken = isObject(_meta) ? _meta.progressToken : undefined
  if (!isId(progressToken)) return () => {}
  let steps = 0
  const timer = setInterval(() => {
    steps += 1
    const params = { progressToken, progress: steps * smallStep, message: 'Waiting for Tonearm.' }
    void write({ jsonrpc: '2.0', method: 'notifications/progress', params })
  }, everyMs)
  return () => clearInterval(timer)
}
