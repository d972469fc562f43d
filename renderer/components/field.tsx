import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { commonTexts } from '../strings/common.ts'
import { AlertIcon, LockIcon } from './icons.tsx'

type FieldProps = {
  label: string
  hint?: ComponentChildren
  value: string
  onInput(value: string): void
  /** @param next what has the focus now */
  onBlur?(next: EventTarget | null): void
  mistake?: string
  lockedBecause?: string
  /** For keys, ids and numbers. */
  code?: boolean
  digits?: boolean
}

/** A text field with its error below, which the page scrolls to when it appears. */
export function Field({ label, hint, value, onInput, onBlur, mistake, lockedBecause, code, digits }: FieldProps) {
  const id = useId()
  const wrong = useRef<HTMLParagraphElement>(null)
  useLayoutEffect(() => wrong.current?.scrollIntoView({ block: 'nearest' }), [mistake])
  const described = [hint && `${id}-hint`, mistake && `${id}-mistake`, lockedBecause && `${id}-locked`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class={code ? 'code' : undefined}
        type="text"
        inputMode={digits ? 'numeric' : undefined}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={value}
        disabled={Boolean(lockedBecause)}
        aria-invalid={mistake ? 'true' : undefined}
        aria-describedby={described || undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
        onBlur={(event) => onBlur?.(event.relatedTarget)}
      />
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {mistake && (
        <p ref={wrong} class="mistake" id={`${id}-mistake`}>
          <AlertIcon />
          <span>
            <span class="visually-hidden">{commonTexts.error} </span>
            {mistake}
          </span>
        </p>
      )}
      <LockedReason id={`${id}-locked`} reason={lockedBecause} />
    </div>
  )
}

/** Why something cannot be changed here. */
export function LockedReason({ id, reason }: { id?: string; reason?: string }) {
  if (!reason) return null
  return (
    <p class="locked" id={id}>
      <LockIcon />
      {reason}
    </p>
  )
}
