import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { isolatedNames } from '../format.ts'
import { AlertIcon, CheckIcon, InfoIcon, LockIcon } from './icons.tsx'

const icons = { good: CheckIcon, info: InfoIcon, bad: AlertIcon, locked: LockIcon }

type NoticeProps = {
  kind: keyof typeof icons
  children: ComponentChildren
  actions?: ComponentChildren
  /** It is news of this moment: the page scrolls to it when it lies outside of the window. Another value is other news. */
  news?: unknown
}

/** A sentence with an icon, and optional buttons. */
export function Notice({ kind, children, actions, news }: NoticeProps) {
  const KindIcon = icons[kind]
  const notice = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (news) notice.current?.scrollIntoView({ block: 'nearest' })
  }, [news])
  return (
    <div ref={notice} class={`notice ${kind}`}>
      <KindIcon />
      <div class="notice-text">
        <p>{typeof children === 'string' ? isolatedNames(children) : children}</p>
        {actions && <div class="actions notice-actions">{actions}</div>}
      </div>
    </div>
  )
}
