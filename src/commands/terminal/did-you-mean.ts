import { nearest } from '../../shared/nearest.ts'

/** What to add to a sentence about a name that does not exist: `. Did you mean status?`, or nothing when no name is like it. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const meant = nearest(
    typed,
    names.map((name) => ({ name })),
    2,
  ).map(({ name }) => name)
  return meant.length > 0 ? `. Did you mean ${meant.join(' or ')}?` : ''
}
