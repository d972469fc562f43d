import { homedir } from 'node:os'
import { version } from '../../config/version.ts'
import { type Finding, type ProblemReport, reportHead, reportSummary } from '../../shared/finding.ts'

/** What was found, without the name of the home folder, which is often that of its owner. */
export function makeReport(findings: readonly Finding[]): ProblemReport {
  return {
    version,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    findings: findings.map((one) => ({ ...one, says: one.says.replaceAll(homedir(), '~') })),
  }
}

/** The report as text for a bug report. What is wrong stands in words. */
export function reportText(report: ProblemReport): string {
  const lines = report.findings.map(({ about, state, says }) => `${state.padEnd(9)}${about}: ${says}`)
  return [reportHead(report), '', ...lines, '', reportSummary(report.findings), ''].join('\n')
}
