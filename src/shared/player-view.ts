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
  positionMs: number
  item?: { uri?: string; title: string; by: string; from?: string; cover?: string; durationMs: number }
  device?: string
}
