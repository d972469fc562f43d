import { isProblem, type Problem } from '../../shared/problem.ts'

/** Whether Spotify cannot be asked just now, or not in time. That says nothing about what was asked for, and what is known already is still true. */
export function isUnanswered(error: unknown): error is Problem {
  return isProblem(error, 'quota-used-up', 'rate-limited', 'spotify-unreachable', 'spotify-failed', 'timed-out')
}
