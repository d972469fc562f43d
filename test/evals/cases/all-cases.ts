import type { EvalCase } from '../eval-case.ts'
import { changing } from './changing.ts'
import { filling } from './filling.ts'
import { finding } from './finding.ts'
import { likedSongs } from './liked-songs.ts'
import { listening } from './listening.ts'
import { lookingCloser } from './looking-closer.ts'
import { ownMusic } from './own-music.ts'
import { playing } from './playing.ts'
import { playingByWords } from './playing-by-words.ts'
import { tidying } from './tidying.ts'

/** Every request that a model is expected to do well, by subject. */
export const allCases: EvalCase[] = [
  ...finding,
  ...ownMusic,
  ...lookingCloser,
  ...listening,
  ...playing,
  ...playingByWords,
  ...likedSongs,
  ...changing,
  ...filling,
  ...tidying,
]
