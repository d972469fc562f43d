import { type Page, pages } from '../../src/shared/contract.ts'
import { needsSetup } from '../state/setup-steps.ts'
import { summarise } from '../state/summary.ts'
import { useTonearm } from '../state/tonearm-context.ts'
import { useUpdate } from '../state/use-update.ts'
import { windowTexts } from '../strings/window.ts'
import { PageIcon } from './icons.tsx'
import { Turntable } from './turntable.tsx'

/** The list of pages. A dot marks a page that needs attention. */
export function Navigation({ current }: { current: Page }) {
  const { status, settings, goTo } = useTonearm()
  const { mood } = summarise(status, Date.now())
  const { update } = useUpdate()

  function mark(page: Page): string | undefined {
    if (page === 'setup' && needsSetup(status, settings)) return windowTexts.nav.unfinished
    if (page === 'status' && mood === 'bad') return windowTexts.nav.problem
    if (page === 'about' && update?.state === 'ready') return windowTexts.nav.update
    return undefined
  }

  return (
    <nav class="navigation" aria-label={windowTexts.nav.label}>
      <p class="brand">
        <Turntable mood={mood} />
        {windowTexts.product}
      </p>
      <ul>
        {pages.map((page) => (
          <li key={page}>
            <button type="button" aria-current={page === current ? 'page' : undefined} onClick={() => goTo(page)}>
              <PageIcon page={page} />
              <span>{windowTexts.pages[page]}</span>
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
