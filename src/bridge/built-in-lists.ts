import type { LastLists } from '../discovery/last-lists.ts'

/** The lists for a computer on which Tonearm never ran. The build of bridge.js puts those of its version here (scripts/built-in-lists.ts). */
export const builtInLists: LastLists = { tools: [], prompts: [] }
