import { type ProblemReport, reportHead, reportSummary } from '../../shared/finding.ts'
import { fold } from './fold.ts'

/** What was found, what is wrong in words and not in colours, so that it can be pasted. */
export function findingLines(report: ProblemReport, width: number): string {
  const indent = 9
  const lines = report.findings.map(({ about, state, says }) => {
    const text = fold(`${about}: ${says}`, width - indent).replaceAll('\n', `\n${' '.repeat(indent)}`)
    return `${state.padEnd(indent)}${text}`
  })
  return [reportHead(report), '', ...lines, '', reportSummary(report.findings)].join('\n')
}
