import { describe, expect, it } from 'vitest'
import { emptyWorld } from '../fake-spotify/builders.ts'
import { doesNotTell, nothingChanged, tells } from './checks.ts'
import type { AnsweredCall, Check, Ending, EvalCase } from './eval-case.ts'
import { judge } from './judge.ts'
import { resultPage, summary } from './result-page.ts'

const evalCase = (checks: Check[]): EvalCase => ({
  name: 'find | a song',
  language: 'English',
  says: 'find it',
  script: [],
  checks,
  within: { calls: 2, tokens: 40 },
})
const found: AnsweredCall = { tool: 'search_tracks', parameters: { query: 'river' }, answer: 'Midnight River', failed: false }
const ending = (told: string, calls: AnsweredCall[] = [found], writes: string[] = []): Ending => ({
  calls,
  told,
  world: emptyWorld(),
  writes,
})
const scored = (checks: Check[], after: Ending, stopped?: string) => judge(evalCase(checks), ending('', []), after, stopped)

const river = tells('Midnight River')
const ocean = tells('Paper Ocean')

describe('a session scores', () => {
  it('3 when all is right within the limits', () => {
    expect(scored([river, nothingChanged], ending('It is Midnight River.'))).toMatchObject({ score: 3, missed: [] })
  })

  it('2 when all is right with more calls or more tokens', () => {
    expect(scored([river], ending('Midnight River', [found, found, found])).score).toBe(2)
    expect(scored([river], ending('Midnight River', [{ ...found, answer: 'many words '.repeat(30) }])).score).toBe(2)
  })

  it('1 when a part is right, and says what is missed', () => {
    expect(scored([river, ocean], ending('Midnight River'))).toMatchObject({ score: 1, missed: ['tells "Paper Ocean"'] })
    expect(scored([river], ending('Midnight River'), 'comes to an end')).toMatchObject({ score: 1, missed: ['comes to an end'] })
  })

  it('0 when nothing is right but what was so before', () => {
    expect(scored([river, nothingChanged], ending('I do not know.')).score).toBe(0)
    expect(scored([river, doesNotTell('Rain')], ending('That did not work.')).score).toBe(0)
  })
})

it.each([
  ['Midnight River', 'it is MIDNIGHT RIVER', true],
  ['2500', 'You have 2,500 songs', true],
  ['2500', 'Du hast 2.500 Lieder', true],
  ['Corazon', 'Corazón de Papel', true],
  ['Über den Dächern', 'uber den dachern', true],
  ['Midnight River', 'Midnight Ocean', false],
])('"%s" is told by "%s": %s', (fact, told, expected) => {
  expect(tells(fact).holds(ending(told))).toBe(expected)
  expect(doesNotTell(fact).holds(ending(told))).toBe(!expected)
})

describe('the result page', () => {
  const verdicts = [scored([river], ending('Midnight River')), scored([river, ocean], ending('Midnight River'))]

  it('says who made the calls, when, and with what result', () => {
    const page = resultPage({ performer: 'some-model', date: '2026-11-25', verdicts })
    expect(page).toContain(
      '# Evals: some-model\n\n2026-11-25. The calls were made by the model some-model.\n\n**2 cases, 4 of 6 points (1 × 3, 1 × 1)**',
    )
    expect(resultPage({ performer: 'scripted', date: '2026-11-25', verdicts })).toContain('The calls were scripted; no model was used.')
  })

  it('has a row for each case, and the session of each that is not wholly right', () => {
    const page = resultPage({ performer: 'scripted', date: '2026-11-25', verdicts })
    expect(page.match(/^\| find \\\| a song \| English \| find it \| \d \| 1 of 2 \| \d+ of 40 \|$/gm)).toHaveLength(2)
    const [, ...sessions] = page.split('\n## ')
    expect(sessions).toMatchInlineSnapshot(`
      [
        "find \\| a song: 1, partly right

      - Missed: tells "Paper Ocean"

          person: find it
          search_tracks {"query":"river"}
              Midnight River
          told: Midnight River
      ",
      ]
    `)
  })

  it('says that a run stopped before the end', () => {
    const run = { performer: 'some-model', date: '2026-11-25', verdicts, stopped: 'no answer' }
    expect(resultPage(run)).toContain('The run stopped before the end: no answer')
    expect(summary({ ...run, verdicts: [] })).toBe('0 cases, 0 of 0 points')
  })
})
