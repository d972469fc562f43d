import type { EvalCase } from '../eval-case.ts'
import { changing } from './changing.ts'
import { finding } from './finding.ts'
import { ownMusic } from './own-music.ts'
import { playing } from './playing.ts'

/** Every request that a model is expected to do well, by subject. */
export const allCases: EvalCase[] = [...finding, ...ownMusic, ...playing, ...changing]
