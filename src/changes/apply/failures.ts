import { isProblem, type Problem } from '../../shared/problem.ts'

/** Whether after this failure nobody knows if the request was carried out. After all others it was not: Spotify refused it, or it never went out. */
export function leavesDoubt(problem: Problem): boolean {
  return isProblem(problem, 'spotify-unreachable', 'spotify-failed', 'unexpected-answer')
}

/** What went wrong, without the sentence on what was changed: that one is about a single request, and here there were several. */
export function cause(problem: Problem): string {
  return problem.message.replace(/ (Nothing was changed|It is not known whether the change was made)[^.]*\./, '')
}
