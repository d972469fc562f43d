/** What one look found. `says`: what is so, and what to do if it is not well, as sentences. Never a secret, a name of a person, or an id of their app. */
export type Finding = { about: string; state: 'ok' | 'warning' | 'problem'; says: string }

/** Makes the findings of one subject. */
export function findingsAbout(about: string): Record<Finding['state'], (says: string) => Finding> {
  const make = (state: Finding['state']) => (says: string) => ({ about, state, says })
  return { ok: make('ok'), warning: make('warning'), problem: make('problem') }
}
