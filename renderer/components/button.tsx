import type { ComponentChildren } from 'preact'
import { Spinner } from './icons.tsx'

type ButtonProps = {
  children: ComponentChildren
  /** Not for a button that submits a form. */
  onPress?(): void
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** What to show while the action runs; the button then takes no presses, and keeps the focus. */
  busy?: string | false
  /** For screen readers, when the text alone does not say which thing is meant. Begins with the text. */
  label?: string
  expanded?: boolean
  /** The id of what it unfolds. */
  controls?: string
  /** Submits its form, whose submit event does the work: then the Enter key does, too. */
  submits?: boolean
}

/** A button that shows that its action runs. */
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
