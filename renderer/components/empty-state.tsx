import type { ComponentChildren } from 'preact'

/** Shown in place of an empty list: what will appear here, and optionally a button that helps. */
export function EmptyState({
  picture,
  title,
  children,
  action,
}: {
  picture: ComponentChildren
  title: string
  children: ComponentChildren
  action?: ComponentChildren
}) {
  return (
    <div class="empty">
      {picture}
      <p class="empty-title">{title}</p>
      <p class="soft">{children}</p>
      {action}
    </div>
  )
}
