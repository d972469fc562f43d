import type { CDPSession, Page } from 'playwright-core'
import { fromChromium } from './addresses.ts'
import { preventable } from './preventable.ts'
import type { Session } from './session.ts'
import type { WebContents } from './web-contents.ts'

/** Chromium's words for a request that waits for us (https://chromedevtools.github.io/devtools-protocol/tot/Fetch/#event-requestPaused). */
type Paused = {
  requestId: string
  request: { url: string; method: string; headers: Record<string, string> }
  frameId: string
  resourceType: string
  redirectedRequestId?: string
}

/**
 * Stands between the page and the network: asks the app about navigations and redirects, in Electron's words, and lets its protocol handlers answer.
 *
 * @returns a function that says which address the app itself is about to load, about which nobody is asked
 */
export async function watchNavigation(page: Page, contents: WebContents, session: Session): Promise<(address: string) => void> {
  const devtools = await page.context().newCDPSession(page)
  const { frameTree } = await devtools.send('Page.getFrameTree')
  const mainFrameId = frameTree.frame.id
  let loading: string | undefined

  devtools.on('Fetch.requestPaused', (paused: Paused) => {
    decide(paused).catch(() => {
      // The page went away meanwhile.
    })
  })
  await devtools.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })

  async function decide(paused: Paused): Promise<void> {
    const { requestId, request, resourceType } = paused
    if (resourceType === 'Document' && !mayNavigate(paused)) {
      await devtools.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      return
    }
    const address = fromChromium(request.url)
    if (address === request.url) await devtools.send('Fetch.continueRequest', { requestId })
    else await serve(devtools, session, { requestId, address, method: request.method })
  }

  function mayNavigate({ request, frameId, redirectedRequestId }: Paused): boolean {
    const isMainFrame = frameId === mainFrameId
    const url = fromChromium(request.url)
    const details = { url, isMainFrame, isSameDocument: false, frame: null }
    if (redirectedRequestId !== undefined) {
      const event = preventable(details)
      contents.emit('will-redirect', event, url, false, isMainFrame)
      return !event.defaultPrevented
    }
    if (isMainFrame && loading === request.url) {
      loading = undefined
      return true
    }
    const event = preventable(details)
    contents.emit('will-frame-navigate', event)
    if (isMainFrame && !event.defaultPrevented) contents.emit('will-navigate', event, url, false, true)
    return !event.defaultPrevented
  }

  return (address) => {
    loading = address
  }
}

/** Lets the session's protocol handler answer. */
async function serve(
  devtools: CDPSession,
  session: Session,
  { requestId, address, method }: { requestId: string; address: string; method: string },
): Promise<void> {
  const handler = session.handlerFor(address.slice(0, address.indexOf(':')))
  if (!handler) {
    await devtools.send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
    return
  }
  const response = await handler(new Request(address, { method }))
  await devtools.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  })
}
