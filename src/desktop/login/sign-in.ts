import { Problem } from '../../shared/problem.ts'
import type { WindowPolicies } from '../window/window-policy.ts'
import { judgeLoginAddress } from './login-address.ts'
import { type LoginWindow, openLoginWindow } from './login-window.ts'

/** The two ways to show Spotify's sign-in page, and to change between them in the middle of one sign-in. */
export type SignIn = {
  /** Resolves when the page is no longer our business. @throws Problem `sign-in-cancelled` when the person closes the window */
  inWindow(url: string): Promise<void>
  inBrowser(url: string): Promise<void>
  /** Shows the page of the sign-in that is under way once more, there. Without one nothing happens. */
  continue(where: 'window' | 'browser'): void
  /** The sign-in is over, however it ended: nothing of it stays on the screen. */
  end(): void
}

type Attempt = { url: string; window?: LoginWindow; left: PromiseWithResolvers<void> }

/**
 * @param options.accounts base address of Spotify's sign-in
 * @param options.openExternal opens an address in the person's browser
 */
export function createSignIn(options: {
  accounts: string
  policies: WindowPolicies
  openExternal: (url: string) => Promise<void>
}): SignIn {
  const { accounts, policies, openExternal } = options
  let current: Attempt | undefined

  function begin(url: string): Attempt {
    end()
    current = { url, left: Promise.withResolvers() }
    return current
  }

  function showWindow(attempt: Attempt): void {
    if (attempt.window) {
      attempt.window.focus()
      return
    }
    attempt.window = openLoginWindow({
      url: attempt.url,
      policies,
      judge: (address) => judgeLoginAddress(address, { accounts, signInUrl: attempt.url }),
      onBrowser: () => void showBrowser(attempt).catch(attempt.left.reject),
      onDismissed: () => attempt.left.reject(dismissed()),
    })
  }

  async function showBrowser(attempt: Attempt): Promise<void> {
    if (attempt !== current) return
    attempt.window?.close()
    attempt.window = undefined
    await openExternal(attempt.url)
  }

  function end(): void {
    current?.window?.close()
    current?.left.resolve()
    current = undefined
  }

  return {
    async inWindow(url) {
      const attempt = begin(url)
      showWindow(attempt)
      await attempt.left.promise
    },
    async inBrowser(url) {
      await showBrowser(begin(url))
    },
    continue(where) {
      if (!current) return
      const attempt = current
      if (where === 'window') showWindow(attempt)
      else void showBrowser(attempt).catch(attempt.left.reject)
    },
    end,
  }
}

function dismissed(): Problem {
  return new Problem('sign-in-cancelled', 'The sign-in window was closed, so nothing was changed. Sign in again whenever you like.')
}
