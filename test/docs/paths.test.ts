import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { pageFile, readPage } from './generated-pages.ts'
import { lineAt, type ProsePage, prosePages } from './prose.ts'

/** A path of the repository in a sentence, a table or a code block. `src/tools/<name>.ts` is judged by its folder. */
const pathInText = /(?<![\w/.@-])(?:src|test|renderer|docs|scripts|assets|\.github)\/[\w./-]*/g
const linkTarget = /\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g
const linkedHeading = /\]\((?!https?:|mailto:)([^)#\s]*\.md|)#([^)\s]+)\)/g
const script = /\bnpm run (?:--silent )?([\w:-]+)/g

describe('what the pages name is there', () => {
  const pages = prosePages()

  it('has pages to look at', () => {
    expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md']))
  })

  it.each(pages)('$path', (page) => {
    expect([...missingPaths(page), ...brokenLinks(page), ...missingHeadings(page), ...missingScripts(page)]).toEqual([])
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
    ['a heading of the page itself', missingHeadings, '# Page\n\nSee [below](#below).'],
    ['a heading of another page', missingHeadings, 'See [play](../CONTRIBUTING.md#no-such-heading).'],
    ['a script', missingScripts, 'Run `npm run no-such-script`.'],
  ])('%s', (_, find, text) => {
    expect(find(page(text))).toHaveLength(1)
  })

  it('and what is there is not', () => {
    const text =
      '## What\u2019s `play`?\n\n[It](#whats-play). See `src/tools/`, src/tools/play.ts, `src/tools/<name>.ts`, [tools](tools.md#play), https://example.com/docs/x and `npm run docs`.'
    const found = [...missingPaths(page(text)), ...brokenLinks(page(text)), ...missingHeadings(page(text)), ...missingScripts(page(text))]
    expect(found).toEqual([])
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

/** Headings that links name with `#`, as GitHub makes the name: small letters, hyphens for spaces, nothing else but letters, digits and `_`. */
function missingHeadings({ path, text }: ProsePage): string[] {
  return [...text.matchAll(linkedHeading)].flatMap(({ 1: target = '', 2: heading = '', index }) => {
    const there = target === '' ? text : readPage(join(dirname(path), target))
    const headings = [...there.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-'),
    )
    return headings.includes(heading) ? [] : [`${path}:${lineAt(text, index)} links to ${target}#${heading}`]
  })
}

function missingScripts({ path, text }: ProsePage): string[] {
  return [...text.matchAll(script)].flatMap(({ 1: name = '', index }) =>
    name in packageJson.scripts ? [] : [`${path}:${lineAt(text, index)} runs ${name}`],
  )
}
