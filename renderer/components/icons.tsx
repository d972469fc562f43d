import type { ComponentChildren } from 'preact'
import type { Page } from '../../src/shared/contract.ts'

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      {children}
    </svg>
  )
}

const pagePaths: Record<Page, ComponentChildren> = {
  setup: <path d="M5 17V3.5M5 4c4-2.2 6 2.2 10.5 0v7c-4.5 2.2-6.5-2.2-10.5 0" />,
  status: <path d="M2.5 10.5h3.2l2.3-6 4 11 2.3-5h3.2" />,
  activity: <path d="M7.5 5h9.5M7.5 10h9.5M7.5 15h9.5M3.5 5v.01M3.5 10v.01M3.5 15v.01" />,
  history: <path d="M3 17V10.5M7.7 17V4M12.3 17V8M17 17V12.5" />,
  permissions: <path d="M7 13.5a4 4 0 1 1 3.7-5.4h6.8v3h-2v2.2h-2.8v-2.2h-2A4 4 0 0 1 7 13.5zM7 9.6v.01" />,
  clients: <path d="M7 2.5v4M13 2.5v4M4.5 6.5h11v3a5.5 5.5 0 0 1-11 0zM10 15v3" />,
  advanced: <path d="M3 6h7M14 6h3M3 14h3M10 14h7M12 3.8v4.4M8 11.8v4.4" />,
  about: <path d="M10 17.5a7.5 7.5 0 1 1 0-15 7.5 7.5 0 0 1 0 15zM7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M10 13.9v.01" />,
}

/** The sign of a page in the navigation. */
export function PageIcon({ page }: { page: Page }) {
  return <Icon>{pagePaths[page]}</Icon>
}

/** Something is done. */
export function CheckIcon() {
  return (
    <Icon>
      <path d="M4 10.5l4 4 8-9" />
    </Icon>
  )
}

/** Something went wrong. */
export function AlertIcon() {
  return (
    <Icon>
      <path d="M10 2.8L18 17H2zM10 8v4.2M10 14.6v.01" />
    </Icon>
  )
}

/** Something to know. */
export function InfoIcon() {
  return (
    <Icon>
      <circle cx="10" cy="10" r="7.5" />
      <path d="M10 9.2V14M10 6.3v.01" />
    </Icon>
  )
}

/** Something is copied with this. */
export function CopyIcon() {
  return (
    <Icon>
      <path d="M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5z" />
    </Icon>
  )
}

/** Something is decided elsewhere. */
export function LockIcon() {
  return (
    <Icon>
      <path d="M4.5 9h11v8h-11zM6.5 9V6.5a3.5 3.5 0 0 1 7 0V9" />
    </Icon>
  )
}

/** Something unfolds below; points down when it has. */
export function FoldIcon() {
  return (
    <svg class="icon fold" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M8 5.5l4.5 4.5L8 14.5" />
    </svg>
  )
}

/** Something takes a moment. */
export function Spinner() {
  return (
    <svg class="icon spinner" viewBox="0 0 20 20" aria-hidden="true">
      <circle class="track" cx="10" cy="10" r="7.5" />
      <path d="M10 2.5a7.5 7.5 0 0 1 7.5 7.5" />
    </svg>
  )
}
