/** What happens with an address that the login window is about to go to. */
export type Verdict =
  /** It belongs to the sign-in. */
  | 'stay'
  /** It works in a real browser only, or is nothing that a window without an address bar should show. */
  | 'browser'
  | 'refuse'

/**
 * Judges an address of the login window.
 *
 * Google, Apple and Facebook refuse embedded windows (https://support.google.com/accounts/answer/12917337), and passkeys do not work there, so every
 * https address that is not Spotify's continues in the browser: the sign-in is then always possible, and nobody types another password into a window
 * of ours. Plain http is only for the callback on this computer.
 *
 * @param options.accounts base address of Spotify's sign-in
 * @param options.signInUrl the page that the sign-in began with; it names the callback
 */
export function judgeLoginAddress(address: string, options: { accounts: string; signInUrl: string }): Verdict {
  const url = URL.parse(address)
  if (!url || url.username || url.password) return 'refuse'
  if (url.origin === new URL(options.accounts).origin || isCallback(url, options.signInUrl)) return 'stay'
  if (url.protocol !== 'https:') return 'refuse'
  return isSpotify(url) ? 'stay' : 'browser'
}

/** What stands in the title: where the person is about to type a password. */
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
