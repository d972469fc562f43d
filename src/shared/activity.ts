export const activityKinds = ['search', 'look', 'play', 'change'] as const

/** What it was about: finding music, looking something up, the player, or a change of playlists and library. */
export type ActivityKind = (typeof activityKinds)[number]

/** Something that an app did or tried. `at` is ISO 8601, UTC. `words` are a sentence without the full stop. */
export type ActivityView = {
  at: string
  client: string
  kind: ActivityKind
  words: string
  failed: boolean
  /** Of a change that was recorded: its receipt, with which it can be undone, and how far it came. */
  change?: { receipt: string; state: 'begun' | 'done' | 'partly done' | 'undone' }
  /** For whoever unfolds them. Missing for changes from before activity was kept. `tokens` is an estimate. */
  details?: { tool: string; durationMs: number; tokens: number }
}

/** Which of it is wanted: of one app by the name it gave itself, of one kind. */
export type ActivityWanted = { client?: string; kind?: ActivityKind }
