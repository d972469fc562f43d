import type { Score, Verdict } from './judge.ts'

/** A whole run. `performer`: "scripted", or the model's name. `stopped`: why not all cases were tried. */
export type Run = { performer: string; date: string; verdicts: Verdict[]; stopped?: string }

const meaning: Record<Score, string> = {
  3: 'right, within the limits',
  2: 'right, but with more calls or tokens',
  1: 'partly right',
  0: 'wrong',
}

/** The result in one line: `54 cases, 162 of 162 points (54 x 3)`. */
export function summary({ verdicts }: Run): string {
  const points = verdicts.reduce((sum, { score }) => sum + score, 0)
  const counts = ([3, 2, 1, 0] as const)
    .map((score) => ({ score, times: verdicts.filter((verdict) => verdict.score === score).length }))
    .filter(({ times }) => times > 0)
    .map(({ score, times }) => `${times} × ${score}`)
  return `${verdicts.length} cases, ${points} of ${verdicts.length * 3} points${counts.length > 0 ? ` (${counts.join(', ')})` : ''}`
}

/** The page for people, in Markdown: the result, a table of all cases, and the sessions that were not wholly right. */
export function resultPage(run: Run): string {
  const { performer, date, verdicts, stopped } = run
  const lines = [
    `# Evals: ${cell(performer)}`,
    '',
    `${date}. ${performer === 'scripted' ? 'The calls were scripted; no model was used.' : `The calls were made by the model ${cell(performer)}.`}`,
    '',
    `**${summary(run)}**`,
    '',
    ...(stopped === undefined ? [] : [`The run stopped before the end: ${cell(stopped)}`, '']),
    ...Object.entries(meaning)
      .toReversed()
      .map(([score, what]) => `- ${score}: ${what}`),
    '',
    '| Request | Language | What the person says | Score | Calls | Tokens |',
    '| --- | --- | --- | --- | --- | --- |',
    ...verdicts.map(
      ({ case: { name, language, says, within }, score, calls, tokens }) =>
        `| ${cell(name)} | ${language} | ${cell(says)} | ${score} | ${calls.length} of ${within.calls} | ${tokens} of ${within.tokens} |`,
    ),
    ...verdicts.filter(({ score }) => score < 3).flatMap(session),
  ]
  return `${lines.join('\n')}\n`
}

function session({ case: { name, says }, score, missed, calls, told }: Verdict): string[] {
  const talk = [
    `person: ${says}`,
    ...calls.map(
      ({ tool, parameters, answer, failed }) => `${tool} ${JSON.stringify(parameters)}${failed ? ' (error)' : ''}\n${indented(answer)}`,
    ),
    `told: ${told}`,
  ]
  return [
    '',
    `## ${cell(name)}: ${score}, ${meaning[score]}`,
    '',
    ...missed.map((what) => `- Missed: ${cell(what)}`),
    ...(missed.length > 0 ? [''] : []),
    ...indented(talk.join('\n')).split('\n'),
  ]
}

/** Four blanks make a block of code, whatever stands in the text. */
function indented(text: string): string {
  return text.replace(/^/gm, '    ')
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|')
}
