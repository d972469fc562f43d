import type { Registry } from '../tools/runtime/registry.ts'
import type { Suggestions } from './completion/suggestions.ts'
import type { NowPlaying } from './resources/now-playing.ts'
import type { Resources } from './resources/resources.ts'

/** What clients get to see of the product, whichever version of the protocol they speak. */
export type Served = {
  registry: Registry
  resources: Resources
  nowPlaying: NowPlaying
  suggestions: Suggestions
  /** Tonearm's own. */
  version: string
}
