import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { textsOfSource } from '../house/user-facing-text.ts'

// The window advises what can be done in the window. A person who reads it may never have opened a terminal.

const root = fileURLToPath(new URL('../../', import.meta.url))

const windowSources = ['renderer/**/*.{ts,tsx}', 'src/desktop/{window,tray,login}/**/*.ts', 'src/desktop/system/{notices,notifications}.ts']
const terminalSources = ['src/commands/**/*.ts']

const adviceForTheTerminal: [what: string, pattern: RegExp][] = [
  ['a flag', /(^|\s)--[a-z]/],
  ['an environment variable', /\b(SPOTIFY|TONEARM)_[A-Z]+/],
  ['a file to edit', /\b(settings|endpoint|clients|vault)\.json\b/],
  ['a command', /\btonearm (serve|stdio|login|logout|status|clients)\b|\bnpm (run|start)\b/],
  ['the environment or the command line', /\b(environment variable|command line)\b/],
]

const adviceForTheWindow: [what: string, pattern: RegExp][] = [
  [
    'a page of the window',
    /\b[Pp]age (Set up|Status|Permissions|Apps|Clients|Changes|Advanced)\b|\b(Status|Permissions|Apps|Changes|Advanced) page\b/,
  ],
  ['a menu of the tray', /\bmenu\b/i],
]

describe('the window, the tray and the notifications', () => {
  it.each(adviceForTheTerminal)('never mention %s', (_, pattern) => {
    expect(textsWith(pattern, windowSources)).toEqual([])
  })
})

describe('the terminal', () => {
  it.each(adviceForTheWindow)('never sends people to %s', (_, pattern) => {
    expect(textsWith(pattern, terminalSources)).toEqual([])
  })
})

/** The texts of these files in which the pattern occurs. Texts without a space are names for the program, not sentences. */
function textsWith(pattern: RegExp, sources: string[]): string[] {
  const files = globSync(sources, { cwd: root })
  expect(files.length).toBeGreaterThan(10)
  return files
    .flatMap((file) => textsOfSource(file, readFileSync(`${root}${file}`, 'utf8')))
    .filter(({ text }) => text.trim().includes(' ') && pattern.test(text))
    .map(({ file, line, text }) => `${file}:${line} ${text.trim()}`)
}
