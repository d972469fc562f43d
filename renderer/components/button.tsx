import type { ComponentChildren } from 'preact'
import { Spinner } from './icons.tsx'

type ButtonProps = {
  children: ComponentChildren
  /** Not for a button that submits a form. */
  onPress?(): void
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** The text while the action runs. The button then ignores presses and keeps the focus. */
  busy?: string | false
  /** For screen readers, when the text alone does not say which thing is meant. Begins with the text. */
  label?: string
  expanded?: boolean
  /** The id of the element that it opens. */
  controls?: string
  /** Submits its form, so that the Enter key works too. */
  submits?: boolean
}

/** A button that can show that its action is running. */
export function Button({ children, onPress, kind = 'secondary', busy = false, label, expanded, controls, submits = false }: ButtonProps) {
  return (
    <button
      type={submits ? 'submit' : 'button'}
      class={`button ${kind}`}
      aria-label={busy ? undefined : label}
      aria-disabled={busy ? 'true' : undefined}
      aria-expanded={expanded}
      aria-controls={controls}
      onClick={() => {
        if (!busy) onPress?.()
      }}
    >
      {busy && <Spinner />}
      {busy || children}
    </button>
  )
}
