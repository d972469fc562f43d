import type { Finding } from '../../app/doctor/finding.ts'
import { counted } from '../../shared/counted.ts'
import { fold } from './fold.ts'

/** What was found, what is wrong in words and not in colours, so that it can be pasted. */
export function findingLines(
  system: { version: string; node: string; platform: string },
  findings: readonly Finding[],
  width: number,
): string {
  const indent = 9
  const lines = findings.map(({ about, state, says }) => {
    const text = fold(`${about}: ${says}`, width - indent).replaceAll('\n', `\n${' '.repeat(indent)}`)
    return `${state.padEnd(indent)}${text}`
  })
  const wrong = findings.filter(({ state }) => state === 'problem').length
  const summary = wrong === 0 ? 'Nothing keeps Tonearm from working.' : `${counted(wrong, 'problem')} to fix.`
  return [`Tonearm ${system.version}, Node ${system.node}, ${system.platform}`, '', ...lines, '', summary].join('\n')
}
