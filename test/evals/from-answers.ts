/** Reads a value from the answers so far, the latest one last. */
export type FromAnswers = (answers: string[]) => string

/** What may stand in the parameters of a scripted call. */
export type Parameter = string | number | boolean | FromAnswers | Parameter[] | { [name: string]: Parameter }

/**
 * The id of the row with this title, in the latest answer that has one: `4NOyIh Midnight River | ...`, also after a position or a label.
 *
 * @param also what else must stand in the row, such as the artist
 */
export function idOf(title: string, also = ''): FromAnswers {
  const start = new RegExp(`(?:^|[^0-9A-Za-z])(\\w{6,22}) ${title.replace(/[^\p{L}\p{N} ]/gu, '\\$&')}(?= [|(]| \\[saved|[,?.]|$)`)
  return (answers) => {
    const rows = answers.toReversed().flatMap((answer) => answer.split('\n'))
    const row = rows.find((row) => start.test(row) && row.includes(also))
    if (row === undefined) throw new Error(`No answer has a row "${title}"${also && ` with "${also}"`}`)
    return start.exec(row)?.[1] ?? ''
  }
}

/** The receipt of the latest change, as its answer or the list of changes names it. */
export const receipt: FromAnswers = (answers) => {
  for (const answer of answers.toReversed()) {
    const [, found] = /\breceipt (\w{6})\b/i.exec(answer) ?? /^(\w{6}) \| /m.exec(answer) ?? []
    if (found !== undefined) return found
  }
  throw new Error('No answer has a receipt')
}

/** The parameters with everything filled in that the answers give. */
export function fillIn(parameters: Record<string, Parameter>, answers: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, filled(value, answers)]))
}

function filled(value: Parameter, answers: string[]): unknown {
  if (typeof value === 'function') return value(answers)
  if (Array.isArray(value)) return value.map((one) => filled(one, answers))
  return typeof value === 'object' ? fillIn(value, answers) : value
}
