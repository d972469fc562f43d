import type { PlayerView, playerKey } from './player-view.ts'
import type { TasteView, tasteKey } from './taste-view.ts'

/** Where the `_meta` of an answer that failed says why, as a code of `Problem`. */
export const problemKey = 'tonearm/problem'

/** What the page beside an answer shows (MCP Apps). It travels in the `_meta` of the answer, under the key of the page. */
export type Card = { [playerKey]?: PlayerView; [tasteKey]?: TasteView }
