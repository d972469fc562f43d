import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { textsOfPage, textsOfSource } from './user-facing-text.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Words that a reader with basic English does not understand at first reading, each with a plain way to say it. */
const bannedWords: Record<string, string> = {
  anew: 'again',
  meanwhile: 'in the same time; or leave it out',
  'of ours': 'say whose: Tonearm’s',
  'of yours': 'your',
  'an error of its own': 'Tonearm hit a bug',
  'does not serve us': 'is unavailable',
  'serve us': 'is unavailable',
  'has a disturbance': 'is having problems',
  disturbance: 'problem',
  'waits gladly': 'waits',
  'mend it': 'fix it',
  wherein: 'in which',
  whereupon: 'then',
  hereby: 'leave it out',
  thereof: 'its',
  'so as to': 'to',
  'so long as': 'while',
  pretended: 'simulated',
  'call themselves so': 'with these names',
  'a second word': 'say what is sent',
  'how things stand': 'the result',
  'makes no sense': 'is not valid',
  'make no sense': 'are not valid',
  'in vain': 'without success',
  'all the same': 'anyway',
  'must needs': 'must',
  'has no place': 'say what is not allowed',
  'has no business': 'say what is not allowed',
  henceforth: 'from now on',
  nought: 'nothing',
  perchance: 'perhaps',
}

const sources = globSync(['src/**/*.ts', 'renderer/**/*.{ts,tsx}', 'test/demo/*.ts', 'scripts/**/*.{ts,mjs}'], { cwd: root })
const pages = globSync(['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/**/*.md'], { cwd: root })

const allTexts = [
  ...sources.flatMap((file) => textsOfSource(file, readFileSync(`${root}${file}`, 'utf8'))),
  ...pages.flatMap((file) => textsOfPage(file, readFileSync(`${root}${file}`, 'utf8'))),
]

describe('what people and models read is plain English', () => {
  it.each(Object.entries(bannedWords))('without "%s" (but: %s)', (word) => {
    const banned = new RegExp(`\\b${word}\\b`, 'i')
    const found = allTexts.filter(({ text }) => banned.test(text)).map(({ file, line, text }) => `${file}:${line} ${text.trim()}`)
    expect(found).toEqual([])
  })
})

/** Words of the code, each with the word that people get to read. Of the folders whose texts people read, not only programs and models. */
const wordsOfTheCode: Record<string, { banned: RegExp; butRead: string }> = {
  vault: { banned: /(?<![-/"'])\bvault\b(?!\.json)/i, butRead: 'keychain, or the stored login' },
  endpoint: { banned: /\bendpoint\b(?!\.json)/i, butRead: 'address, or Tonearm listens' },
  client: { banned: /(?<!tonearm |"|-)\bclients?\b(?! id| secret|\.json|")/i, butRead: 'app' },
}

describe('what people read calls one thing by one word', () => {
  const rooms = [
    'src/app/',
    'src/auth/',
    'src/clients/',
    'src/commands/',
    'src/desktop/',
    'src/discovery/',
    'src/config/',
    'renderer/strings/',
  ]
  const isSentence = ({ text }: { text: string }) => text.trim().split(/\s+/).length >= 4 && !text.startsWith('clients ')
  const texts = allTexts.filter(({ file }) => rooms.some((room) => file.startsWith(room))).filter(isSentence)

  it.each(Object.entries(wordsOfTheCode).map(([word, rule]) => ({ word, ...rule })))('not "$word" (but: $butRead)', ({ banned }) => {
    expect(texts.filter(({ text }) => banned.test(text)).map(({ file, line, text }) => `${file}:${line} ${text.trim()}`)).toEqual([])
  })
})

describe('the texts that are checked', () => {
  it('are strings, templates and JSX texts, without comments and imports', () => {
    const source = `import { a } from './meanwhile.ts'\n// anew\nconst b = 'one'\nconst c = \`two \${b} three\`\nconst d = <p title="four">five</p>\n`
    expect(textsOfSource('page.tsx', source).map(({ line, text }) => `${line} ${text}`)).toEqual([
      '3 one',
      '4 two ',
      '4  three',
      '5 four',
      '5 five',
    ])
  })

  it('come from every room and every page', () => {
    const files = new Set(allTexts.map(({ file }) => file))
    for (const file of ['src/shared/instructions.ts', 'renderer/strings/clients.ts', 'README.md', 'docs/tools.md'])
      expect(files).toContain(file)
  })
})
