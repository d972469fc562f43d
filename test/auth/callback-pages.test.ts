import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { cancelledPage, failedPage, notFoundPage, type Page, signedInPage, strayPage } from '../../src/auth/callback-pages.ts'

const hostile = `</p><script>alert(1)</script><img src=x onerror="alert('1')"> & "quotes"`
const pages: [string, Page][] = [
  ['success', signedInPage()],
  ['success with a note', signedInPage(hostile)],
  ['cancelled', cancelledPage()],
  ['failed', failedPage(hostile)],
  ['stray', strayPage()],
  ['not found', notFoundPage()],
]

describe.each(pages)('the page "%s"', (_, { headers, html }) => {
  it('is a whole HTML document in one language and one encoding', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">/)
    expect(headers['Content-Type']).toBe('text/html; charset=utf-8')
    expect(html.match(/<title>[^<]+ · Tonearm<\/title>/g)).toHaveLength(1)
    expect(html.match(/<h1>[^<]+<\/h1>/g)).toHaveLength(1)
  })

  it('runs nothing, loads nothing, is not kept and tells nobody where it came from', () => {
    expect(html.replace(/<p.*<\/p>/g, '')).not.toMatch(/<script|<img|<link|<iframe|\bon\w+=|src=|href=|https?:/i)
    expect(html).not.toMatch(/<(script|img|link|iframe)/i)
    expect(headers).toMatchObject({ 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' })
    expect(headers['Content-Security-Policy']).toMatch(/^default-src 'none'; style-src 'sha256-/)
  })

  it('allows exactly its own style', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(headers['Content-Security-Policy']).toContain(`style-src 'sha256-${hash}';`)
    expect(style).toContain('prefers-color-scheme: dark')
    expect(html).not.toContain('style="')
  })
})

describe('what the pages say', () => {
  const text = (page: Page) =>
    page.html
      .replace(/[\s\S]*<h1>/, '')
      .replace(/<footer[\s\S]*/, '')
      .replace(/(\s*<[^>]+>\s*)+/g, '|')

  it('tells the person what happened and what to do', () => {
    expect(text(signedInPage())).toBe('You are signed in|You can close this tab.|')
    expect(text(signedInPage('It works until Tonearm quits.'))).toBe(
      'You are signed in|You can close this tab.|It works until Tonearm quits.|',
    )
    expect(text(cancelledPage())).toContain('Sign-in cancelled|Nothing was changed.')
    expect(text(failedPage('The line is down. Try again.'))).toBe('Signing in did not work|The line is down. Try again.|')
  })

  it('shows a hostile text as text', () => {
    expect(failedPage(hostile).html).toContain(
      '<p>&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; &quot;quotes&quot;</p>',
    )
  })

  it('has the status that fits', () => {
    expect(pages.map(([, { status }]) => status)).toEqual([200, 200, 200, 502, 400, 404])
  })
})
