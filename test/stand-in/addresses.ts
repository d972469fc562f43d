// Chromium outside of Electron cannot be taught a scheme, so `app://tonearm/x` is `https://tonearm.app.invalid/x` in it. Everything that the app
// gets to see is translated back.

const suffix = '.app.invalid'

/** The address in Chromium of one that the app uses. */
export function toChromium(address: string): string {
  const url = URL.parse(address)
  return url?.protocol === 'app:' ? `https://${url.host}${suffix}${url.pathname}${url.search}${url.hash}` : address
}

/** The address as Electron would say it. */
export function fromChromium(address: string): string {
  const url = URL.parse(address)
  if (!url?.hostname.endsWith(suffix)) return address
  return `app://${url.hostname.slice(0, -suffix.length)}${url.pathname}${url.search}${url.hash}`
}

/** The origin of a page as Electron would say it. */
export function originOf(address: string): string {
  const url = URL.parse(address)
  return url?.protocol === 'app:' ? `app://${url.host}` : (url?.origin ?? 'null')
}
