/** What the user's browser shows in the end: the answer of the app's callback, or the authorize page's error (then without `location`). */
export type Consent = { status: number; body: string; location: string }

/**
 * Acts as the user's browser on an authorize address: reads the page, submits its form, follows the redirect to the app.
 *
 * @param options.as what the user presses; `scopes` are the ones left ticked (all of them, if not given)
 * @returns status and body of the app's own callback page, and `location`, the callback address with code or error
 */
export async function consent(authorizeUrl: string, options: { as?: 'agree' | 'cancel'; scopes?: string[] } = {}): Promise<Consent> {
  const page = await fetch(authorizeUrl)
  const html = await page.text()
  if (!page.ok) return { status: page.status, body: html, location: '' }
  const form = new URLSearchParams()
  for (const [, name = '', value = ''] of html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g))
    form.append(fromHtml(name), fromHtml(value))
  for (const [, scope = ''] of html.matchAll(/<input type="checkbox" name="granted" value="([^"]*)" checked>/g)) {
    if (!options.scopes || options.scopes.includes(scope)) form.append('granted', scope)
  }
  form.set('decision', options.as ?? 'agree')
  const decided = await fetch(new URL('/authorize', authorizeUrl), { method: 'POST', body: form, redirect: 'manual' })
  const location = decided.headers.get('location')
  if (!location) return { status: decided.status, body: await decided.text(), location: '' }
  await decided.body?.cancel()
  const callback = await fetch(location)
  return { status: callback.status, body: await callback.text(), location }
}

function fromHtml(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
