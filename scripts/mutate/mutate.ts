import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { acceptedFile, accepts, readAccepted, withoutPlace } from './accepted.ts'
import { takeBaseline } from './baseline.ts'
import { type Judged, judge } from './judge.ts'
import { findMutants, type Mutant } from './mutants.ts'
import { isSurvivor, scoreTable, staleLines, survivorLines } from './report.ts'
import { sample } from './sample.ts'
import { copyProject, type Workspace } from './workspace.ts'

/**
 * What to break, and how much of it.
 *
 * @param files sources, as paths from the project
 * @param sample how many mutants, chosen by chance; all of them without it
 * @param testMs how long the tests asked about one mutant take together
 * @param jobs how many mutants are judged at once, each in a copy of the project
 */
export type Order = {
  project: string
  files: string[]
  sample?: number
  seed: number
  testMs: number
  jobs: number
  say: (line: string) => void
}

/** Breaks the sources in many small ways, and says which of them no test notices. */
export async function mutate({ project, files, seed, testMs, jobs, say, ...order }: Order): Promise<Judged[]> {
  const accepted = readAccepted(project)
  const found = files.flatMap((file) => findMutants(file, readFileSync(join(project, file), 'utf8')))
  const mutants = order.sample === undefined ? found : sample(found, order.sample, seed)
  say(`${mutants.length} of ${found.length} mutants in ${files.length} files${order.sample === undefined ? '' : `, seed ${seed}`}.`)
  if (mutants.length === 0) return []

  const workspaces = Array.from({ length: jobs }, () => copyProject(project))
  const removeAll = () => {
    for (const workspace of workspaces) workspace.remove()
  }
  process.once('exit', removeAll)
  try {
    const judged = await judgeAll(mutants, workspaces, testMs, say)
    const isAccepted = ({ mutant }: Judged) => accepted.some((acceptance) => accepts(acceptance, mutant))
    const open = judged.filter((one) => isSurvivor(one) && !isAccepted(one))
    if (open.length > 0) say(`\nSurvivors:\n${open.flatMap(survivorLines).join('\n')}`)
    say(`\n${scoreTable(judged, accepted).join('\n')}`)
    const stale = staleLines(withoutPlace(project, accepted), judged, accepted)
    if (stale.length > 0) say(`\nTo be deleted from ${acceptedFile}:\n${stale.join('\n')}`)
    return judged
  } finally {
    removeAll()
    process.off('exit', removeAll)
  }
}

async function judgeAll(mutants: Mutant[], workspaces: Workspace[], testMs: number, say: (line: string) => void): Promise<Judged[]> {
  const [first] = workspaces
  if (!first) return []
  const begun = performance.now()
  say('Running the tests without a fault, to see who reaches what ...')
  const baseline = await takeBaseline(first.root, [...new Set(mutants.map(({ file }) => file))])
  for (const file of baseline.failing) say(`${file} fails without any fault here and is left out.`)
  say(`That took ${seconds(performance.now() - begun)}.`)

  const limits = { mostMs: testMs, startMs: baseline.startMs }
  const judged: Judged[] = []
  const waiting = mutants.entries()
  const work = async ({ root }: Workspace) => {
    for (const [index, mutant] of waiting) {
      const one = await judge(root, mutant, baseline.noticing(mutant.file, mutant.start), limits)
      judged[index] = one
      say(
        `${index + 1}/${mutants.length} ${one.verdict} in ${seconds(one.ms)}: ${mutant.file}:${mutant.line}  ${mutant.before}  ->  ${mutant.after}`,
      )
    }
  }
  await Promise.all(workspaces.map(work))
  const took = performance.now() - begun
  say(`All of it took ${seconds(took)}, which is ${seconds(took / mutants.length)} a mutant.`)
  return judged
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
