import { Problem } from '../../shared/problem.ts'

/**
 * The problem with a client's settings file, as a sentence.
 *
 * @param reason a clause about the file, that quotes nothing of its text: "it is not valid JSON"
 * @param advice a sentence that says what to do
 */
export function settingsProblem(file: string, reason: string, advice: string, options?: ErrorOptions): Problem {
  return new Problem('client-settings', `The settings file ${file} was left as it is, since ${reason}. ${advice}`, options)
}
