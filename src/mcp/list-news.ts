import type { Answers } from './answers.ts'

/** Tells clients that a list changed. */
export type SendListNews = Record<keyof ReturnType<Answers['fingerprints']>, () => void>

/**
 * The news that lists changed: for each list only when it differs from what it was, because clients read a list again after each such
 * notification, and a model's provider then computes its whole prompt again.
 *
 * @returns to be called whenever a list may have changed
 */
export function createListNews({ fingerprints }: Pick<Answers, 'fingerprints'>, send: SendListNews): () => void {
  let known = fingerprints()

  return () => {
    const current = fingerprints()
    const before = known
    known = current
    for (const name of ['tools', 'resources', 'prompts'] as const) if (current[name] !== before[name]) send[name]()
  }
}
