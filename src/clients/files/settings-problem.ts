import { Problem } from '../../shared/problem.ts'

/**
 * A problem with a client's settings file.
 *
 * @param reason a clause about the file that quotes none of its text: "it is not valid JSON"
 * @param advice a sentence that says what to do
 */
export function settingsProblem(file: string, reason: string, advice: string, options?: ErrorOptions): Problem {
  return new Problem('client-settings', `The settings file ${file} was not changed, because ${reason}. ${advice}`, options)
}
