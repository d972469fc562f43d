import { type Page, pages } from '../../src/shared/contract.ts'
import { needsSetup } from '../state/setup-steps.ts'
import { summarise } from '../state/summary.ts'
import { useTonearm } from '../state/tonearm-context.ts'
import { strings } from '../strings.ts'
import { PageIcon } from './icons.tsx'
import { Record } from './record.tsx'

/** The way between the pages; a dot says where something is to be done. */
export function Navigation({ current }: { current: Page }) {
  const { status, settings, goTo } = useTonearm()
  const { mood } = summarise(status, Date.now())

  function mark(page: Page): string | undefined {
    if (page === 'setup' && needsSetup(status, settings)) return strings.nav.unfinished
    if (page === 'status' && mood === 'bad') return strings.nav.problem
    return undefined
  }

  return (
    <nav class="navigation" aria-label={strings.nav.label}>
      <p class="brand">
        <Record mood={mood} />
        {strings.product}
      </p>
      <ul>
        {pages.map((page) => (
          <li key={page}>
            <button type="button" aria-current={page === current ? 'page' : undefined} onClick={() => goTo(page)}>
              <PageIcon page={page} />
              <span>{strings.pages[page]}</span>
              {mark(page) && (
                <span class="dot">
                  <span class="visually-hidden">({mark(page)})</span>
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
