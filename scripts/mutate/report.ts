import { type Acceptance, accepts } from './accepted.ts'
import type { Judged } from './judge.ts'

/** Whether no test noticed. */
export function isSurvivor({ verdict }: Judged): boolean {
  return verdict === 'survived' || verdict === 'unreached'
}

/** A survivor, where it is and what was changed. */
export function survivorLines({ mutant, verdict, asked, reaching }: Judged): string[] {
  const who = verdict === 'unreached' ? 'no test reaches it' : `${asked} of the ${reaching} test files that reach it ran`
  return [`${mutant.file}:${mutant.line}  (${who})`, `  - ${mutant.before}`, `  + ${mutant.after}`]
}

/** For each file and in all: killed (by a test, by the types, by never ending), survived, accepted, and the share that was killed. */
export function scoreTable(judged: Judged[], accepted: Acceptance[]): string[] {
  const files = [...new Set(judged.map(({ mutant }) => mutant.file))]
  const rows = files.map((file) => [
    file,
    ...counts(
      judged.filter(({ mutant }) => mutant.file === file),
      accepted,
    ),
  ])
  const all = [
    ['file', 'killed', 'by types', 'hung', 'survived', 'accepted', 'total', 'score'],
    ...rows,
    ['all', ...counts(judged, accepted)],
  ]
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  )
}

function counts(judged: Judged[], accepted: Acceptance[]): string[] {
  const number = (verdict: Judged['verdict']) => judged.filter((one) => one.verdict === verdict).length
  const survivors = judged.filter(isSurvivor)
  const allowed = survivors.filter(({ mutant }) => accepted.some((acceptance) => accepts(acceptance, mutant))).length
  const open = survivors.length - allowed
  const counted = judged.length - allowed
  const score = counted === 0 ? '-' : `${Math.round((100 * (counted - open)) / counted)} %`
  return [...[number('killed'), number('mistyped'), number('hung'), open, allowed, judged.length].map(String), score]
}

/** What is wrong with the list of accepted survivors. */
export function staleLines(withoutPlace: Acceptance[], judged: Judged[], accepted: Acceptance[]): string[] {
  const killed = accepted.filter((acceptance) => judged.some((one) => accepts(acceptance, one.mutant) && !isSurvivor(one)))
  return [
    ...withoutPlace.map(({ file, before, after }) => `${file}: there is no such place any more: ${before} -> ${after}`),
    ...killed.map(({ file, before, after }) => `${file}: a test notices it now: ${before} -> ${after}`),
  ]
}
