import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchFileWords, canPassToBatchFile, isBatchFile } from '../../../src/clients/system/batch-file.ts'
import { shellCommand } from '../../../src/clients/system/shell-words.ts'

// Nobody here has a cmd.exe, so these tests read the line as it does, and as the C runtime of a program does.

/** How a program of Windows takes its words apart (https://learn.microsoft.com/en-us/cpp/c-language/parsing-c-command-line-arguments). */
function parsedByProgram(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quoted = false
  for (let at = 0; at < line.length; at += 1) {
    const [run = ''] = /^\\*/.exec(line.slice(at)) ?? []
    const quoteFollows = line[at + run.length] === '"'
    if (run && quoteFollows) {
      word = (word ?? '') + '\\'.repeat(Math.floor(run.length / 2))
      at += run.length - (run.length % 2 === 1 ? 0 : 1)
      if (run.length % 2 === 1) word += '"'
    } else if (line[at] === '"') {
      word ??= ''
      if (quoted && line[at + 1] === '"') {
        word += '"'
        at += 1
      } else quoted = !quoted
    } else if (line[at] === ' ' && !quoted) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + line[at]
  }
  return word === undefined ? words : [...words, word]
}

/** What cmd.exe sees outside of quotes: there, and only there, `& | < > ^ ( )` and spaces mean something to it. */
function outsideQuotes(line: string): string {
  return line
    .split('"')
    .filter((_, index) => index % 2 === 0)
    .join('')
}

/** Letters that cmd.exe, batch files or the C runtime treat in a way of their own are as frequent as all others. */
const letter = fc.oneof(fc.constantFrom(...'"\\&|<>^()!=,;\' \t*?~`$@#{}[]:/'), fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }))
const anyWord = fc.array(letter, { maxLength: 30 }).map((letters) => letters.join(''))
const word = anyWord.filter((one) => canPassToBatchFile([one]))

const lineOf = (program: string, words: string[]) => batchFileWords(program, words).at(-1)?.slice(1, -1) ?? ''

describe('the line with which cmd.exe runs a batch file', () => {
  it('gives the program the words as they were', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        expect(parsedByProgram(lineOf('C:\\Tools (x86)\\code.cmd', words))).toEqual(['C:\\Tools (x86)\\code.cmd', ...words])
      }),
      { numRuns: 2_000 },
    )
  })

  it('has nothing but spaces outside of quotes, for cmd.exe here and once more inside the batch file', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const line = lineOf('C:\\A & B\\code.cmd', words)
        expect(outsideQuotes(line).trim()).toBe('')
        // What the batch file writes as %*.
        expect(outsideQuotes(line.slice('"C:\\A & B\\code.cmd" '.length)).trim()).toBe('')
        expect(line.split('"').length % 2).toBe(1)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is refused for what no quoting keeps from cmd.exe', () => {
    for (const unsafe of ['%PATH%', '50%', 'a\nb', 'a\rb', 'a\0b']) {
      expect(canPassToBatchFile([unsafe])).toBe(false)
      expect(() => batchFileWords('code.cmd', [unsafe])).toThrow(RangeError)
      expect(() => batchFileWords(`C:\\${unsafe}\\code.cmd`, [])).toThrow(RangeError)
    }
  })

  it('carries what we pass', () => {
    const entry = '{"name":"tonearm","headers":{"Authorization":"Bearer x"}}'
    expect(batchFileWords('C:\\code.cmd', ['--add-mcp', entry])).toEqual([
      ...['/d', '/e:on', '/v:off', '/s', '/c'],
      '""C:\\code.cmd" "--add-mcp" "{""name"":""tonearm"",""headers"":{""Authorization"":""Bearer x""}}""',
    ])
  })

  it('is for batch files of Windows only', () => {
    expect(['a.cmd', 'a.BAT', 'a.exe', 'a'].map((file) => isBatchFile(file, 'win32'))).toEqual([true, true, false, false])
    expect(isBatchFile('a.cmd', 'linux')).toBe(false)
  })
})

describe('a command for a terminal of Windows', () => {
  it('is read by programs as it was meant', () => {
    fc.assert(
      fc.property(fc.array(anyWord, { minLength: 1, maxLength: 6 }), (words) => {
        expect(parsedByProgram(shellCommand(words, 'win32'))).toEqual(words)
      }),
    )
  })
})
