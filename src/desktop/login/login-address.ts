/** What to do with an address that the login window is about to open. */
export type LoginAddressDecision =
  /** It is part of the sign-in. */
  | 'stay'
  /** It works only in a real browser, or should not be shown in a window without an address bar. */
  | 'browser'
  | 'refuse'

/**
 * Decides what to do with an address of the login window.
 *
 * Google, Apple and Facebook refuse embedded windows (https://support.google.com/accounts/answer/12917337), and passkeys do not work there, so every
 * https address that is not Spotify's opens in the browser. So everyone can sign in, and nobody types another password into Tonearm's window. Plain
 * http is allowed only for the callback on this computer.
 *
 * @param options.accounts base address of Spotify's sign-in
 * @param options.signInUrl the page that the sign-in began with; it names the callback
 */
export function checkLoginAddress(address: string, options: { accounts: string; signInUrl: string }): LoginAddressDecision {
  const url = URL.parse(address)
  if (!url || url.username || url.password) return 'refuse'
  if (url.origin === new URL(options.accounts).origin || isCallback(url, options.signInUrl)) return 'stay'
  if (url.protocol !== 'https:') return 'refuse'
  return isSpotify(url) ? 'stay' : 'browser'
}

/** The host, for the window's title: the person should see where they type a password. */
export function hostOf(address: string): string {
  return URL.parse(address)?.host ?? ''
}

function isCallback(url: URL, signInUrl: string): boolean {
  const callback = URL.parse(URL.parse(signInUrl)?.searchParams.get('redirect_uri') ?? '')
  return callback?.protocol === 'http:' && url.origin === callback.origin && url.pathname === callback.pathname
}

function isSpotify({ hostname, port }: URL): boolean {
  return port === '' && (hostname === 'spotify.com' || hostname.endsWith('.spotify.com'))
}
