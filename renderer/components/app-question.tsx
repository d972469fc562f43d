import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { isolated, isolatedNames } from '../format.ts'
import { useTonearm } from '../state/tonearm-context.ts'
import { useAction } from '../state/use-action.ts'
import { windowTexts } from '../strings/window.ts'
import { ActionMessage } from './action-message.tsx'
import { Button } from './button.tsx'

const texts = windowTexts.question

/** Asks about a large removal that an app wants and cannot ask about itself. The closed dialog comes back: only an answer ends the question. */
export function AppQuestion() {
  const { api, status } = useTonearm()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const asked = status.questions?.[0]
  const answer = useAction((question: string, yes: boolean) => api.answerQuestion(question, yes))

  useLayoutEffect(() => {
    if (!asked) return dialog.current?.close()
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [asked?.id])

  return (
    <dialog ref={dialog} aria-labelledby={`${id}-title`} aria-describedby={`${id}-text`} onCancel={(event) => event.preventDefault()}>
      {asked && (
        <form method="dialog" onSubmit={(event) => event.preventDefault()}>
          <h2 id={`${id}-title`}>{texts.title(isolated(asked.client))}</h2>
          <p id={`${id}-text`}>
            {isolatedNames(asked.question)} {texts.nothingYet}
          </p>
          <ActionMessage progress={answer.progress} />
          <div class="actions dialog-actions">
            <Button onPress={() => void answer.start(asked.id, false)}>{texts.no}</Button>
            <Button kind="danger" onPress={() => void answer.start(asked.id, true)}>
              {texts.yes}
            </Button>
          </div>
        </form>
      )}
    </dialog>
  )
}
