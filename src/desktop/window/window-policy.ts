import type { App, HandlerDetails, WebContents } from 'electron'

/** Where a window may go. Functions decide by the address alone. */
export type WindowPolicy = {
  /** Also asked about redirects, and about frames inside the page. */
  mayNavigate(url: string, isMainFrame: boolean): boolean
  /** The page wanted a new window, which it never gets: the place to do something else instead. */
  onPopup?(url: string): void
}

export type WindowPolicies = {
  /** Loosens the rules for one window. Without, it may go nowhere. */
  set(contents: WebContents, policy: WindowPolicy): void
}

type Navigation = { url: string; isMainFrame: boolean; preventDefault(): void }

/**
 * The rules for everything that shows web content: no webviews, no new windows, no navigation unless a policy says so.
 *
 * They hold from the moment in which any contents are created, so a window that nobody thought of can do nothing at all (Electron's security
 * checklist, 11 to 14).
 */
export function enableWindowPolicies({ app }: { app: Pick<App, 'on'> }): WindowPolicies {
  const policies = new WeakMap<WebContents, WindowPolicy>()

  app.on('web-contents-created', (_, contents) => {
    const judge = (navigation: Navigation) => {
      const allowed = policies.get(contents)?.mayNavigate(navigation.url, navigation.isMainFrame) ?? false
      if (!allowed) navigation.preventDefault()
    }
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('will-frame-navigate', judge)
    contents.on('will-redirect', judge)
    contents.setWindowOpenHandler(({ url }: HandlerDetails) => {
      policies.get(contents)?.onPopup?.(url)
      return { action: 'deny' }
    })
  })

  return { set: (contents, policy) => void policies.set(contents, policy) }
}
