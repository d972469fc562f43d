import type { ComponentChildren } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'
import type { Action } from '../state/use-action.ts'
import { commonTexts } from '../strings/common.ts'
import { ActionMessage } from './action-message.tsx'
import { Button } from './button.tsx'
import { Field } from './field.tsx'

type ConfirmButtonProps = {
  action: Action<[]>
  texts: { button: string; question: string; consequence: string; confirm: string; running: string }
  kind?: 'danger' | 'quiet'
  /** For screen readers, when the button's text alone does not say which thing is meant. Begins with the text. */
  label?: string
  /** A word that must be typed before the action runs. */
  word?: { word: string; label: string; mistake: string }
  /** More to choose, below what will happen. */
  children?: ComponentChildren
}

/** A button that asks before its action runs, in a dialog that says what will happen. */
export function ConfirmButton({ action, texts, kind = 'danger', label, word, children }: ConfirmButtonProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [typed, setTyped] = useState('')
  const [mistake, setMistake] = useState<string>()
  const running = action.progress.state === 'running'
  const failed = action.progress.state === 'over' && !action.progress.result.ok

  function ask(): void {
    action.clear()
    setTyped('')
    setMistake(undefined)
    dialog.current?.showModal()
  }

  async function confirm(): Promise<void> {
    if (word && typed.trim().toLowerCase() !== word.word) return setMistake(word.mistake)
    const result = await action.start()
    if (result?.ok) dialog.current?.close()
  }

  return (
    <>
      <div class="actions">
        <Button kind={kind} label={label} onPress={ask}>
          {texts.button}
        </Button>
      </div>
      {!failed && <ActionMessage progress={action.progress} />}
      <dialog ref={dialog} aria-labelledby={`${id}-question`} aria-describedby={`${id}-consequence`}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void confirm()
          }}
        >
          <h2 id={`${id}-question`}>{texts.question}</h2>
          <p id={`${id}-consequence`}>{texts.consequence}</p>
          {children}
          {word && (
            <Field
              label={word.label}
              value={typed}
              mistake={mistake}
              onInput={(value) => {
                setTyped(value)
                setMistake(undefined)
              }}
            />
          )}
          {failed && <ActionMessage progress={action.progress} />}
          <div class="actions dialog-actions">
            <Button onPress={() => dialog.current?.close()}>{commonTexts.cancel}</Button>
            <Button kind="danger" submits busy={running && texts.running}>
              {texts.confirm}
            </Button>
          </div>
        </form>
      </dialog>
    </>
  )
}
