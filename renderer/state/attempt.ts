import type { ActionResult } from '../../src/shared/contract.ts'
import { windowTexts } from '../strings/window.ts'

/** Sends a request to the main process. If it throws, the result is a failure with a sentence. */
export async function attempt(request: () => Promise<ActionResult>): Promise<ActionResult> {
  try {
    return await request()
  } catch {
    // The error is for programmers, and it is in the log of the main process.
    return { ok: false, message: windowTexts.noAnswer }
  }
}
