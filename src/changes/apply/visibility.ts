import type { Details } from './receipt.ts'

/** Who can see a playlist and who can change it, as it was asked for or as Spotify tells it. */
export type Visibility = Pick<Details, 'public' | 'collaborative'>

/** Sentences where Spotify tells something else than was asked for. It does not always tell. */
export function visibilityDifferences(wanted: Visibility, told: Visibility): string[] {
  const differs = (one: boolean | undefined, other: boolean | undefined) => one !== undefined && other !== undefined && one !== other
  const audience = (open: boolean | undefined) => (open ? 'public' : 'private')
  const team = (open: boolean | undefined) => (open ? 'collaborative' : 'not collaborative')
  return [
    ...(differs(wanted.public, told.public)
      ? [`Spotify says that it is ${audience(told.public)}, although ${audience(wanted.public)} was asked for.`]
      : []),
    ...(differs(wanted.collaborative, told.collaborative)
      ? [`Spotify says that it is ${team(told.collaborative)}, although ${team(wanted.collaborative)} was asked for.`]
      : []),
  ]
}
