import { counted } from './counted.ts'

/** What one look found. `says`: what is so, and what to do if it is not well, as sentences. Never a secret, a name of a person, or an id of their app. */
export type Finding = { about: string; state: 'ok' | 'warning' | 'problem'; says: string }

/** Everything that was looked at, and on what system. It can be pasted into a bug report. */
export type ProblemReport = { version: string; node: string; platform: string; findings: Finding[] }

/** `Nothing keeps Tonearm from working.` or `2 problems to fix.` */
export function reportSummary(findings: readonly Finding[]): string {
  const wrong = findings.filter(({ state }) => state === 'problem').length
  return wrong === 0 ? 'Nothing keeps Tonearm from working.' : `${counted(wrong, 'problem')} to fix.`
}

/** The system, as the first line of a report. */
export function reportHead({ version, node, platform }: ProblemReport): string {
  return `Tonearm ${version}, Node ${node}, ${platform}`
}
