/** What Tonearm leaves on a computer, in the order in which it is removed. Each part can be removed alone. */
export const removalParts = ['apps', 'login', 'autostart', 'data'] as const

export type RemovalPart = (typeof removalParts)[number]

/** A part that is there. `where`: which apps, or which place. `loses`: what is gone afterwards, as sentences. */
export type RemovalView = { part: RemovalPart; title: string; where: string; loses: string }

/** What is left to do afterwards, which no program can do for itself. */
export const afterRemoval =
  'Now delete the program itself, as you installed it. To end its access at Spotify too, remove your app at https://www.spotify.com/account/apps.'
