import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { CheckIcon } from '../../components/icons.tsx'
import type { StepState } from '../../state/setup-steps.ts'
import { setupTexts } from '../../strings/setup.ts'

type SetupStepProps = {
  number: number
  title: string
  state: StepState
  summary: ComponentChildren
  children: ComponentChildren
  /** Stays open when it gets done before the person's eyes: it says what comes next. */
  staysOpen?: boolean
}

/** A step of the set-up. A finished step is folded and can be opened again. A later step says what must be done first. */
export function SetupStep({ number, title, state, summary, children, staysOpen = false }: SetupStepProps) {
  const id = useId()
  const [chosen, setChosen] = useState<boolean>()
  const wasNow = useRef(false)
  if (state === 'now') wasNow.current = true
  useEffect(() => setChosen(undefined), [state])
  const open = state === 'now' || (state === 'done' && (chosen ?? (staysOpen && wasNow.current)))
  return (
    <li>
      <section class={`card step ${state}`} aria-labelledby={id}>
        <span class="step-sign" aria-hidden="true">
          {state === 'done' ? <CheckIcon /> : number}
        </span>
        <div class="step-content">
          <div class="card-head">
            <h2 id={id}>{title}</h2>
            <span class={`pill ${state}`}>{setupTexts.state[state]}</span>
          </div>
          <div class="between">
            <p class="soft">{summary}</p>
            {state === 'done' && (
              <Button
                kind="quiet"
                expanded={open}
                label={`${open ? setupTexts.hide : setupTexts.show}: ${title}`}
                onPress={() => setChosen(!open)}
              >
                {open ? setupTexts.hide : setupTexts.show}
              </Button>
            )}
          </div>
          {open && <div class="step-body">{children}</div>}
        </div>
      </section>
    </li>
  )
}
