import type { EvalCase } from './eval-case.ts'
import type { Verdict } from './judge.ts'
import { createStage, type Performer } from './stage.ts'

/** Tries the cases in turn. What was judged before a failure of the performer is kept. @param report is told each verdict as it comes */
export async function runCases(
  cases: EvalCase[],
  performer: Performer,
  report: (verdict: Verdict) => void,
): Promise<{ verdicts: Verdict[]; stopped?: string }> {
  const stage = createStage()
  const verdicts: Verdict[] = []
  try {
    for (const evalCase of cases) {
      const verdict = await stage.perform(evalCase, performer)
      verdicts.push(verdict)
      report(verdict)
    }
    return { verdicts }
  } catch (error) {
    return { verdicts, stopped: error instanceof Error ? error.message : String(error) }
  } finally {
    await stage.stop()
  }
}
