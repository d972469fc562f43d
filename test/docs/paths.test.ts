import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { pageFile } from './generated-pages.ts'
import { lineAt, type ProsePage, prosePages } from './prose.ts'

/** A path of the repository in a sentence, a table or a code block. `src/tools/<name>.ts` is judged by its folder. */
const pathInText = /(?<![\w/.@-])(?:src|test|renderer|docs|scripts|assets|\.github)\/[\w./-]*/g
const linkTarget = /\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g
const script = /\bnpm run (?:--silent )?([\w:-]+)/g

describe('what the pages name is there', () => {
  const pages = prosePages()

  it('has pages to look at', () => {
    expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md']))
  })

  it.each(pages)('$path', (page) => {
    expect([...missingPaths(page), ...brokenLinks(page), ...missingScripts(page)]).toEqual([])
  })
})

it('every npm script is explained on some page', () => {
  const named = new Set(prosePages().flatMap(({ text }) => [...text.matchAll(script)].map(([, name]) => name)))
  // `npm start` and `npm test` need no `run`; npm itself runs "prestart" before "start".
  const all = Object.keys(packageJson.scripts)
  const scripts = all.filter((name) => !['start', 'test'].includes(name) && !all.some((other) => name === `pre${other}`))
  expect(scripts.filter((name) => !named.has(name))).toEqual([])
})

describe('what is not there is found', () => {
  const page = (text: string): ProsePage => ({ path: 'docs/page.md', text })

  it.each([
    ['a path in a sentence', missingPaths, 'First.\nSee `src/nowhere/file.ts`.'],
    ['a path in a code block', missingPaths, '```\nsrc/nowhere.ts  the entry\n```'],
    ['a link, which counts from its page', brokenLinks, 'See [the tools](docs/tools.md).'],
    ['a script', missingScripts, 'Run `npm run no-such-script`.'],
  ])('%s', (_, find, text) => {
    expect(find(page(text))).toHaveLength(1)
  })

  it('and what is there is not', () => {
    const text =
      'See `src/tools/`, src/tools/play.ts, `src/tools/<name>.ts`, [tools](tools.md#play), https://example.com/docs/x and `npm run docs`.'
    expect([...missingPaths(page(text)), ...brokenLinks(page(text)), ...missingScripts(page(text))]).toEqual([])
  })
})

function missingPaths({ path, text }: ProsePage): string[] {
  return [...text.matchAll(pathInText)].flatMap(({ 0: found, index }) => {
    const name = found.replace(/\.+$/, '')
    return existsSync(pageFile(name)) ? [] : [`${path}:${lineAt(text, index)} names ${name}`]
  })
}

function brokenLinks({ path, text }: ProsePage): string[] {
  return [...text.matchAll(linkTarget)].flatMap(({ 1: target = '', index }) =>
    existsSync(pageFile(join(dirname(path), target))) ? [] : [`${path}:${lineAt(text, index)} links to ${target}`],
  )
}

function missingScripts({ path, text }: ProsePage): string[] {
  return [...text.matchAll(script)].flatMap(({ 1: name = '', index }) =>
    name in packageJson.scripts ? [] : [`${path}:${lineAt(text, index)} runs ${name}`],
  )
}
