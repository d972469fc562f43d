import { useState } from 'preact/hooks'
import type { Finding, ProblemReport } from '../../../src/shared/finding.ts'
import { reportSummary } from '../../../src/shared/finding.ts'
import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { AlertIcon, CheckIcon, InfoIcon } from '../../components/icons.tsx'
import { Section } from '../../components/section.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { aboutTexts } from '../../strings/about.ts'

const texts = aboutTexts.problems

const icons = { ok: CheckIcon, warning: InfoIcon, problem: AlertIcon } satisfies Record<Finding['state'], unknown>

const worstFirst = (findings: Finding[]) =>
  (['problem', 'warning', 'ok'] as const).flatMap((state) => findings.filter((finding) => finding.state === state))

/** Looks for what keeps Tonearm from working, and says what to do. */
export function ProblemsSection() {
  const { api } = useTonearm()
  const [report, setReport] = useState<ProblemReport>()
  const look = useAction(async () => {
    const answer = await api.findProblems()
    if (!answer.ok) return answer
    setReport(answer.value)
    return { ok: true, message: reportSummary(answer.value.findings) }
  })
  const copy = useAction(() => api.copyReport())
  const failed = look.progress.state === 'over' && !look.progress.result.ok

  return (
    <Section title={texts.title} text={texts.text}>
      {report && (
        <>
          <p class="findings-summary">{reportSummary(report.findings)}</p>
          <ul class="findings">
            {worstFirst(report.findings).map(({ about, state, says }) => {
              const StateIcon = icons[state]
              return (
                <li key={`${about} ${says}`} class={`finding ${state}`}>
                  <StateIcon />
                  <p>
                    <span class="visually-hidden">{texts.state[state]}: </span>
                    <strong>{about}:</strong> <bdi>{says}</bdi>
                  </p>
                </li>
              )
            })}
          </ul>
        </>
      )}
      <div class="actions">
        <Button onPress={() => void look.start()} busy={look.progress.state === 'running' && texts.looking}>
          {report ? texts.again : texts.button}
        </Button>
        {report && (
          <Button kind="quiet" onPress={() => void copy.start()}>
            {texts.copy}
          </Button>
        )}
      </div>
      {failed && <ActionMessage progress={look.progress} />}
      <ActionMessage progress={copy.progress} />
    </Section>
  )
}
