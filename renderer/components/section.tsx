import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

type SectionProps = { title: string; text?: ComponentChildren; children?: ComponentChildren; aside?: ComponentChildren }

/** A part of a page, with a heading. `aside` is shown at the end of the heading's line. */
export function Section({ title, text, children, aside }: SectionProps) {
  const id = useId()
  return (
    <section class="card" aria-labelledby={id}>
      <div class="card-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {text && <p class="soft">{text}</p>}
      {children}
    </section>
  )
}

/** The head of a page. */
export function PageHead({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <header class="page-head">
      <h1 tabIndex={-1}>{title}</h1>
      {children && <p class="lead">{children}</p>}
    </header>
  )
}
