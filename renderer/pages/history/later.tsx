import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { PageHead } from '../../components/section.tsx'
import { windowTexts } from '../../strings/window.ts'

let Loaded: FunctionComponent | undefined
const loading = import('./history.tsx').then(({ HistoryPage }) => {
  Loaded = HistoryPage
})

/** The history, the largest page by far: a file of its own that is loaded while the first page is shown, so that the window opens sooner. */
export function LaterHistoryPage() {
  const [, setReady] = useState(Loaded !== undefined)
  useEffect(() => void loading.then(() => setReady(true)), [])
  return Loaded ? <Loaded /> : <PageHead title={windowTexts.pages.history} />
}
