import type { ComponentChildren } from 'preact'

/** What a list shows that has nothing yet: what will be here, and perhaps how to get there. */
export function Empty({
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
