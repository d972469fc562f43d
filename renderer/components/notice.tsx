import type { ComponentChildren } from 'preact'
import { AlertIcon, CheckIcon, InfoIcon, LockIcon } from './icons.tsx'

const icons = { good: CheckIcon, info: InfoIcon, bad: AlertIcon, locked: LockIcon }

/** A sentence with an icon, and optional buttons. */
export function Notice({
  kind,
  children,
  actions,
}: {
  kind: keyof typeof icons
  children: ComponentChildren
  actions?: ComponentChildren
}) {
  const KindIcon = icons[kind]
  return (
    <div class={`notice ${kind}`}>
      <KindIcon />
      <div class="notice-text">
        <p>{children}</p>
        {actions && <div class="actions notice-actions">{actions}</div>}
      </div>
    </div>
  )
}
