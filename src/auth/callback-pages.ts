import { createHash } from 'node:crypto'

/** A whole answer to the browser. */
export type Page = { status: number; headers: Record<string, string>; html: string }

/** The sign-in is complete. @param note a sentence that the user should read, such as that the login could not be stored */
export function signedInPage(note?: string): Page {
  return page(200, { mood: 'good', title: 'You are signed in', text: 'You can close this tab.', note })
}

/** The person pressed Cancel on Spotify's page. */
export function cancelledPage(): Page {
  return page(200, {
    mood: 'calm',
    title: 'Sign-in cancelled',
    text: 'Nothing was changed. You can close this tab and you can sign in again at any time.',
  })
}

/** The sign-in ended without a login. @param sentence what happened and what to do; it is escaped, so it may hold any text */
export function failedPage(sentence: string): Page {
  return page(502, { mood: 'bad', title: 'Signing in did not work', text: sentence })
}

/** A callback that does not belong to this sign-in: from an older tab, or forged. The sign-in goes on. */
export function strayPage(): Page {
  const text = 'It may come from an older tab. Go on in the newest tab, or start again in Tonearm. A sign-in that is under way goes on.'
  return page(400, { mood: 'calm', title: 'This is not the sign-in we are waiting for', text })
}

/** Everything that is not the callback. */
export function notFoundPage(): Page {
  return page(404, {
    mood: 'calm',
    title: 'There is nothing here',
    text: 'This address only answers when Spotify sends you back to Tonearm. You can close this tab.',
  })
}

type Content = { mood: 'good' | 'calm' | 'bad'; title: string; text: string; note?: string }

function page(status: number, { mood, title, text, note }: Content): Page {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Tonearm</title>
<style>${style}</style>
</head>
<body class="${mood}">
<main>
${picture}
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${note ? `<p class="note">${escapeHtml(note)}</p>\n` : ''}</main>
<footer>Tonearm for Spotify</footer>
</body>
</html>
`
  return { status, headers, html }
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** A record with the arm on it; when something went wrong the arm is lifted off. */
const picture = `<svg viewBox="0 0 120 96" width="120" height="96" aria-hidden="true">
<circle class="record" cx="48" cy="48" r="44"/>
<circle class="groove" cx="48" cy="48" r="34"/><circle class="groove" cx="48" cy="48" r="26"/>
<circle class="label" cx="48" cy="48" r="15"/><circle class="hole" cx="48" cy="48" r="2.5"/>
<g class="arm"><path d="M106 14l-5 36-26 20"/><circle cx="106" cy="14" r="7"/></g>
</svg>`

const style = `
:root { color-scheme: light dark; --ground: #faf7f2; --ink: #211d19; --soft: #6b635a; --line: #e2dbd0; --record: #211d19; --groove: #3d3731; --accent: #c4501b }
@media (prefers-color-scheme: dark) {
  :root { --ground: #171512; --ink: #f3eee7; --soft: #aaa095; --line: #37322c; --record: #0a0908; --groove: #3a342e; --accent: #f08a4b }
}
* { box-sizing: border-box; margin: 0 }
body { min-height: 100vh; padding: 3rem 1.5rem; display: flex; flex-direction: column; align-items: center; justify-content: center;
  background: var(--ground); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; text-align: center }
main { margin: auto; max-width: 30rem }
svg { margin-bottom: 2.25rem; overflow: visible }
h1 { margin-bottom: .75rem; font-size: 1.875rem; font-weight: 650; line-height: 1.25; letter-spacing: -.015em; text-wrap: balance }
p { color: var(--soft); overflow-wrap: anywhere; text-wrap: balance }
.note { text-wrap: pretty; margin-top: 2rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: .75rem; font-size: .9375rem; text-align: start }
footer { color: var(--soft); font-size: .875rem }
.record { fill: var(--record); stroke: var(--line) } .groove { fill: none; stroke: var(--groove) }
.label { fill: var(--accent) } .hole { fill: var(--ground) }
.arm { fill: var(--soft); stroke: var(--soft); stroke-width: 4; stroke-linecap: round; stroke-linejoin: round; transform-origin: 106px 14px }
.arm path { fill: none }
.calm .arm, .bad .arm { transform: rotate(-24deg) }
.calm .label, .bad .label { fill: var(--soft) }
`

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
}
