import type { App, HandlerDetails, WebContents } from 'electron'

/** Where a window may go. The address alone decides. */
export type WindowPolicy = {
  /** Called also for redirects, and for frames inside the page. */
  mayNavigate(url: string, isMainFrame: boolean): boolean
  /** The page asked for a new window, which is always refused. This can do something else instead. */
  onPopup?(url: string): void
}

export type WindowPolicies = {
  /** Allows one window to navigate. Without a policy it may go nowhere. */
  set(contents: WebContents, policy: WindowPolicy): void
}

type Navigation = { url: string; isMainFrame: boolean; preventDefault(): void }

/**
 * The rules for everything that shows web content: no webviews, no new windows, no navigation unless a policy says so.
 *
 * They apply as soon as any contents are created, so an unexpected window can do nothing at all (Electron's security checklist, 11 to 14).
 */
export function enableWindowPolicies({ app }: { app: Pick<App, 'on'> }): WindowPolicies {
  const policies = new WeakMap<WebContents, WindowPolicy>()

  app.on('web-contents-created', (_, contents) => {
    const checkNavigation = (navigation: Navigation) => {
      const allowed = policies.get(contents)?.mayNavigate(navigation.url, navigation.isMainFrame) ?? false
      if (!allowed) navigation.preventDefault()
    }
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('will-frame-navigate', checkNavigation)
    contents.on('will-redirect', checkNavigation)
    contents.setWindowOpenHandler(({ url }: HandlerDetails) => {
      policies.get(contents)?.onPopup?.(url)
      return { action: 'deny' }
    })
  })

  return { set: (contents, policy) => void policies.set(contents, policy) }
}
