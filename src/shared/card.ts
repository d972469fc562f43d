import type { PlayerView, playerKey } from './player-view.ts'
import type { TasteView, tasteKey } from './taste-view.ts'

/** What the page beside an answer shows (MCP Apps). It travels in the `_meta` of the answer, under the key of the page. */
export type Card = { [playerKey]?: PlayerView; [tasteKey]?: TasteView }
