const style = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f6f6f4, #121212); color: light-dark(#1a1a1a, #eee) }
  main { width: min(26rem, calc(100vw - 3rem)); padding: 2rem 0 }
  h1 { font-size: 1.35rem; line-height: 1.25; margin: 0 0 .5rem }
  p { margin: 0 0 1.25rem; color: light-dark(#555, #aaa) }
  ul { list-style: none; margin: 0 0 1.5rem; padding: 0; border-top: 1px solid light-dark(#ddd, #333) }
  li { border-bottom: 1px solid light-dark(#ddd, #333) }
  label { display: grid; grid-template-columns: auto 1fr; gap: .1rem .75rem; padding: .6rem 0; align-items: baseline }
  code { grid-column: 2; font-size: .8rem; color: light-dark(#666, #999) }
  input { accent-color: #1a7f3c }
  button { font: inherit; font-weight: 600; width: 100%; padding: .7rem; margin-bottom: .6rem; border-radius: 999px; border: 1px solid transparent; cursor: pointer }
  button.agree { background: #1a7f3c; color: #fff }
  button.cancel { background: none; color: inherit; border-color: light-dark(#bbb, #555) }
  button:focus-visible, input:focus-visible { outline: 2px solid #2f81f7; outline-offset: 2px }`

/** The consent page: plain HTML without scripts; each scope is a ticked checkbox, so that a person can grant fewer. */
export function consentPage(what: { app: string; user: string; query: URLSearchParams; scopes: [name: string, text: string][] }): string {
  const carried = [...what.query].map(([name, value]) => `<input type="hidden" name="${inHtml(name)}" value="${inHtml(value)}">`).join('')
  const scopes = what.scopes.map(
    ([name, text]) =>
      `<li><label><input type="checkbox" name="granted" value="${inHtml(name)}" checked>${inHtml(text)}<code>${inHtml(name)}</code></label></li>`,
  )
  return document(
    `${what.app} - Fake Spotify`,
    `
    <h1>${inHtml(what.app)} wants to use your Spotify account</h1>
    <p>You are signed in as ${inHtml(what.user)}. This is a fake Spotify for tests: nothing leaves this computer.</p>
    <form method="post" action="/authorize">${carried}
      ${scopes.length ? `<ul>${scopes.join('')}</ul>` : '<p>It asks for no permissions beyond public data.</p>'}
      <button class="agree" name="decision" value="agree">Agree</button>
      <button class="cancel" name="decision" value="cancel">Cancel</button>
    </form>`,
  )
}

/** The page that stands where no redirect may happen. */
export function errorPage(message: string): string {
  return document('Error - Fake Spotify', `<h1>Something went wrong</h1><p>${inHtml(message)}</p>`)
}

function document(title: string, body: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${inHtml(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`
  )
}

function inHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
