import { beforeAll, describe, expect, it } from 'vitest'
import { buildWindow } from './build-window.ts'

let files: Map<string, string>

beforeAll(async () => {
  const { output } = await buildWindow()
  files = new Map(
    output.map((file) => [file.fileName.replace(/-[\w-]{8}\./, '.'), String(file.type === 'chunk' ? file.code : file.source)]),
  )
}, 60_000)

describe('the built window', () => {
  it('is a page, a script, another one for the history, and a style sheet', () => {
    expect([...files.keys()].sort()).toEqual(['assets/history.js', 'assets/index.css', 'assets/index.js', 'index.html'])
  })

  it('has nothing inlined into the page', () => {
    const page = files.get('index.html') ?? ''
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)[^>]*>|javascript:|data:/)
    expect(page.match(/(?:src|href)="[^"]*"/g)?.every((reference) => reference.includes('="./assets/'))).toBe(true)
  })

  it('neither makes code from text nor loads or sends anything', () => {
    const script = `${files.get('assets/index.js')}${files.get('assets/history.js')}`
    expect(script.match(/\bimport\([^)]*\)/g)).toEqual([expect.stringMatching(/^import\([`'"]\.\/history-[\w-]{8}\.js[`'"]\)$/)])
    expect(script).not.toMatch(/\beval\(|new Function\(|\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon/)
    expect(script).not.toMatch(/\bfrom\s*["']node:|\brequire\(|process\.env/)
    expect(files.get('assets/index.css')).not.toMatch(/url\(|@import/)
  })

  it('stays small', () => {
    expect((files.get('assets/index.js') ?? '').length).toBeLessThan(110_000)
    expect((files.get('assets/history.js') ?? '').length).toBeLessThan(20_000)
  })
})
