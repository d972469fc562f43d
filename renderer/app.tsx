import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Bridge, Page } from '../src/shared/contract.ts'
import { AppQuestion } from './components/app-question.tsx'
import { Button } from './components/button.tsx'
import { Spinner } from './components/icons.tsx'
import { Navigation } from './components/navigation.tsx'
import { Turntable } from './components/turntable.tsx'
import { AboutPage } from './pages/about/about.tsx'
import { ActivityPage } from './pages/activity/activity.tsx'
import { AdvancedPage } from './pages/advanced/advanced.tsx'
import { ClientsPage } from './pages/clients/clients.tsx'
import { LaterHistoryPage } from './pages/history/later.tsx'
import { PermissionsPage } from './pages/permissions/permissions.tsx'
import { SetupPage } from './pages/setup/setup.tsx'
import { StatusPage } from './pages/status/status.tsx'
import { needsSetup } from './state/setup-steps.ts'
import { TonearmProvider } from './state/tonearm-context.ts'
import { type Connection, useConnection } from './state/use-connection.ts'
import { useFilesOver } from './state/use-files-over.ts'
import { useFocusRescue } from './state/use-focus-rescue.ts'
import { windowTexts } from './strings/window.ts'

const contents = {
  setup: SetupPage,
  status: StatusPage,
  activity: ActivityPage,
  history: LaterHistoryPage,
  permissions: PermissionsPage,
  clients: ClientsPage,
  advanced: AdvancedPage,
  about: AboutPage,
} satisfies Record<Page, () => unknown>

/** The settings window. */
export function App({ api }: { api: Bridge }) {
  const connection = useConnection(api)
  const [chosen, setChosen] = useState<Page>()
  // A layout effect, because main sends this event when the page has loaded; an effect after the first paint would miss it.
  useLayoutEffect(() => api.on('pageChosen', setChosen), [api])

  switch (connection.state) {
    case 'connecting':
      return (
        <main class="waiting-room">
          <h1 class="visually-hidden">{windowTexts.product}</h1>
          <p class="waiting">
            <Spinner />
            {windowTexts.connecting}
          </p>
        </main>
      )
    case 'failed':
      return (
        <main class="waiting-room">
          <Turntable mood="bad" />
          <h1>{windowTexts.notConnected.title}</h1>
          <p class="soft">{windowTexts.noAnswer}</p>
          <Button kind="primary" onPress={connection.retry}>
            {windowTexts.notConnected.retry}
          </Button>
        </main>
      )
    case 'connected':
      return <Window api={api} connection={connection} chosen={chosen} goTo={setChosen} />
  }
}

type WindowProps = { api: Bridge; connection: Extract<Connection, { state: 'connected' }>; chosen?: Page; goTo(page: Page): void }

function Window({ api, connection, chosen, goTo }: WindowProps) {
  const { status, settings, refreshSettings } = connection
  const main = useRef<HTMLElement>(null)
  const [said, setSaid] = useState({ sentence: '', times: 0 })
  // The first page is chosen once, so that finishing a step does not close its page.
  const [first] = useState<Page>(needsSetup(status, settings) ? 'setup' : 'status')
  const page = chosen ?? first
  const Content = contents[page]

  useFocusRescue(main)
  // Files that are dragged to the window are an export from Spotify, and this page takes them.
  useFilesOver(status.account.state === 'signed-in' && page !== 'history', () => goTo('history'))

  useLayoutEffect(() => {
    document.title = `${windowTexts.pages[page]} · ${windowTexts.product}`
    if (!chosen) return
    main.current?.scrollTo(0, 0)
    main.current?.querySelector('h1')?.focus()
  }, [page, chosen])

  function announce(sentence: string): void {
    setSaid(({ times }) => ({ sentence, times: times + 1 }))
  }

  return (
    <TonearmProvider value={{ api, status, settings, refreshSettings, goTo, announce }}>
      <div class="window">
        <Navigation current={page} />
        <main ref={main}>
          <Content key={page} />
        </main>
      </div>
      <AppQuestion />
      {/* A new element each time, so that a repeated sentence is announced again. */}
      <div role="status" class="visually-hidden live">
        <p key={said.times}>{said.sentence}</p>
      </div>
    </TonearmProvider>
  )
}
