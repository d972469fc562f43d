import { encode } from 'gpt-tokenizer/encoding/o200k_base'

/** What an answer may cost a model at most, in tokens of o200k_base. The one table: a test checks it, `npm run bench:tokens` prints it. */
export type Budget = {
  what: string
  tool: string
  parameters: Record<string, unknown>
  /** How many rows the answer must have: a short answer would meet any budget. */
  rows: number
  tokens: number
}

/** Measured on the fake's library, whose names have two or three words as most names do. */
export const budgets: Budget[] = [
  { what: '10 tracks found', tool: 'search_tracks', parameters: { query: 'midnight river', limit: 10 }, rows: 10, tokens: 260 },
  { what: '20 playlists', tool: 'get_user_playlists', parameters: { limit: 20 }, rows: 20, tokens: 300 },
  { what: '50 recent plays', tool: 'get_recently_played', parameters: { limit: 50 }, rows: 50, tokens: 950 },
  { what: '20 top artists', tool: 'get_user_top_artists', parameters: { limit: 20 }, rows: 20, tokens: 210 },
  { what: 'now playing', tool: 'get_playback', parameters: {}, rows: 1, tokens: 60 },
  {
    what: '50 playlist items',
    tool: 'get_playlist_items',
    parameters: { playlist: 'Everything Ever', limit: 50 },
    rows: 50,
    tokens: 1_040,
  },
  { what: 'album, 12 tracks', tool: 'get_item', parameters: { item: 'spotify:album:0klyH4NNpPnypD4mgIY9DA' }, rows: 12, tokens: 260 },
]

/** `tools/list` as it goes over the wire. */
export const toolListBudget = 4_400

/** Tokens of a text for a model that counts as GPT-4o and later do. */
export function tokens(text: string): number {
  return encode(text).length
}
