/** The page of the player, as a resource (MCP Apps). Clients that can show pages open it beside the answers of `get_playback` and `play`. */
export const playerUri = 'ui://tonearm/player'

/** Where the `_meta` of an answer says what the player shows. */
export const playerKey = 'tonearm/player'

/**
 * What the player shows. Without `item` nothing plays that Spotify names.
 *
 * `uri` is missing for a file of the person's own, which cannot be saved; `cover` is the address of a picture, on i.scdn.co.
 */
export type PlayerView = {
  playing: boolean
  /** At the moment `at`, in ms since the epoch: clients show an answer again when its conversation is opened later. */
  positionMs: number
  at: number
  item?: { uri?: string; title: string; by: string; from?: string; cover?: string; durationMs: number }
  /** Its name, and what is unusual about it. */
  device?: string
  /** Why buttons cannot work, as sentences; those without one can. */
  cannot: { control?: string; save?: string }
}
