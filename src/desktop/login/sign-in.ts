import type { SignInWay } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'
import type { WindowPolicies } from '../window/window-policy.ts'
import { checkLoginAddress } from './login-address.ts'
import { type LoginWindow, openLoginWindow } from './login-window.ts'

/** The two ways to show Spotify's sign-in page. The person can switch between them during a sign-in. */
export type SignIn = {
  /**
   * Shows the page, in the way that the person used last if none is given. The window's promise resolves when the sign-in is over.
   *
   * @throws Problem `sign-in-cancelled` when the person closes the window; `client-id-refused` when it showed an error of Spotify's then
   */
  show(url: string, how?: SignInWay): Promise<void>
  /** Shows the page of the current sign-in again, in the window or in the browser. Does nothing when there is no sign-in. */
  continue(how: SignInWay): void
  /** Closes the sign-in window. Called when the sign-in is over, for any reason. */
  end(): void
}

type Attempt = { url: string; window?: LoginWindow; left: PromiseWithResolvers<void> }

/**
 * @param options.accounts base address of Spotify's sign-in
 * @param options.openExternal opens an address in the person's browser
 * @param options.way the one that the person used last
 * @param options.remember called with the way that is used now
 */
export function createSignIn(options: {
  accounts: string
  policies: WindowPolicies
  openExternal: (url: string) => Promise<void>
  way: () => SignInWay
  remember: (way: SignInWay) => void
}): SignIn {
  const { accounts, policies, openExternal, way, remember } = options
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
      check: (address) => checkLoginAddress(address, { accounts, signInUrl: attempt.url }),
      onBrowser: () => void showBrowser(attempt).catch(attempt.left.reject),
      onDismissed: ({ sawError }) => attempt.left.reject(sawError ? errorShown(attempt.url) : signInWindowClosed()),
    })
    remember('window')
  }

  async function showBrowser(attempt: Attempt): Promise<void> {
    if (attempt !== current) return
    attempt.window?.close()
    attempt.window = undefined
    await openExternal(attempt.url)
    remember('browser')
  }

  function end(): void {
    current?.window?.close()
    current?.left.resolve()
    current = undefined
  }

  return {
    async show(url, how = way()) {
      const attempt = begin(url)
      if (how === 'browser') return showBrowser(attempt)
      showWindow(attempt)
      await attempt.left.promise
    },
    continue(how) {
      if (!current) return
      const attempt = current
      if (how === 'window') showWindow(attempt)
      else void showBrowser(attempt).catch(attempt.left.reject)
    },
    end,
  }
}

function signInWindowClosed(): Problem {
  return new Problem('sign-in-cancelled', 'You closed the sign-in window. Nothing was changed. You can sign in at any time.')
}

/** Spotify says on its own page that it does not know the app or its redirect URI ("INVALID_CLIENT"), and tells the app nothing. */
function errorShown(signInUrl: string): Problem {
  const redirectUri = URL.parse(signInUrl)?.searchParams.get('redirect_uri')
  const sentence = 'Spotify showed an error in place of its sign-in page. Compare the client ID with your app in the Spotify dashboard.'
  return new Problem('client-id-refused', `${sentence} The app must have the redirect URI ${redirectUri}, exactly like this.`)
}
