import { expect } from 'vitest'

/** Traces of programs. */
const never: [what: string, RegExp][] = [
  ['undefined', /\bundefined\b/],
  ['[object Object]', /\[object \w+\]/],
  ['NaN', /\bNaN\b/],
  ['null', /\bnull\b/],
  ['a stack', /^\s+at |\.[jt]s:\d+/m],
  ['raw JSON', /\{"[^"]*":|\[\]|\{\}/],
  ['a bug', /Tonearm hit a bug/],
]

/** Control characters and separators, switches of the writing direction, letters that nobody sees. */
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u

/** Fails when a line of the answer holds what garbles a terminal, or reads differently from what it is; or when it has no end. */
export function expectSafe(answer: string): void {
  expect(answer.trim(), 'an answer').not.toBe('')
  for (const line of answer.split('\n')) {
    expect(unsafe.test(line), JSON.stringify(line)).toBe(false)
    expect(line.length, line.slice(0, 300)).toBeLessThan(1_500)
  }
}

/** Fails when the answer is unsafe, or holds what no person should have to read. @param said what the tool was given and may quote */
export function expectReadable(answer: string, said = ''): void {
  expectSafe(answer)
  for (const [what, pattern] of never) {
    if (!pattern.test(said)) expect(pattern.test(answer), `${what} in: ${answer.slice(0, 500)}`).toBe(false)
  }
}

/** Fails when the answer is no whole sentence, or speaks of HTTP. */
export function expectSentence(answer: string, when = ''): void {
  expectReadable(answer)
  expect(answer, when).toMatch(/^["'A-Z0-9].*[.!?)]$/s)
  expect(answer, when).not.toMatch(/\b(?:40[0-9]|429|50[0-9])\b/)
  expect(answer, when).not.toMatch(/something went wrong|^error/i)
}
