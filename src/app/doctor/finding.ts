import type { Finding } from '../../shared/finding.ts'

/** Makes the findings of one subject. */
export function findingsAbout(about: string): Record<Finding['state'], (says: string) => Finding> {
  const make = (state: Finding['state']) => (says: string) => ({ about, state, says })
  return { ok: make('ok'), warning: make('warning'), problem: make('problem') }
}
