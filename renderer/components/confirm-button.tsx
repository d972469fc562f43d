import { useId, useRef, useState } from 'preact/hooks'
import type { Action } from '../state/use-action.ts'
import { strings } from '../strings.ts'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import { Result } from './result.tsx'

type ConfirmButtonProps = {
  action: Action<[]>
  texts: { button: string; question: string; consequence: string; confirm: string; running: string }
  kind?: 'danger' | 'quiet'
  /** For screen readers, when the button's text alone does not say which thing is meant. Begins with the text. */
  label?: string
  /** To be typed before the action is carried out. */
  word?: { word: string; label: string; mistake: string }
}

/** A button whose action is asked about first, in a dialog that says what will happen. */
export function ConfirmButton({ action, texts, kind = 'danger', label, word }: ConfirmButtonProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [typed, setTyped] = useState('')
  const [mistake, setMistake] = useState<string>()
  const running = action.progress.state === 'running'
  const failed = action.progress.state === 'over' && !action.progress.outcome.ok

  function ask(): void {
    action.clear()
    setTyped('')
    setMistake(undefined)
    dialog.current?.showModal()
  }

  async function confirm(): Promise<void> {
    if (word && typed.trim().toLowerCase() !== word.word) return setMistake(word.mistake)
    const outcome = await action.start()
    if (outcome?.ok) dialog.current?.close()
  }

  return (
    <>
      <div class="actions">
        <Button kind={kind} label={label} onPress={ask}>
          {texts.button}
        </Button>
      </div>
      {!failed && <Result progress={action.progress} />}
      <dialog ref={dialog} aria-labelledby={`${id}-question`} aria-describedby={`${id}-consequence`}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void confirm()
          }}
        >
          <h2 id={`${id}-question`}>{texts.question}</h2>
          <p id={`${id}-consequence`}>{texts.consequence}</p>
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
          {failed && <Result progress={action.progress} />}
          <div class="actions dialog-actions">
            <Button onPress={() => dialog.current?.close()}>{strings.common.cancel}</Button>
            <Button kind="danger" submits busy={running && texts.running}>
              {texts.confirm}
            </Button>
          </div>
        </form>
      </dialog>
    </>
  )
}
