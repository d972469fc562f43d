import type { Outcome } from '../../src/shared/contract.ts'
import { strings } from '../strings.ts'

/** Carries out a request to the main process. One that breaks on the way ends as an outcome, too: the person always gets a sentence. */
export async function attempt(request: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await request()
  } catch {
    // What a broken call says is for programmers; main has it in its log.
    return { ok: false, message: strings.noAnswer }
  }
}
