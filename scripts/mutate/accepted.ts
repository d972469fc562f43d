import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { findMutants, type Mutant } from './mutants.ts'

/** Where the survivors that may survive are listed, each with the reason. */
export const acceptedFile = 'test/mutations/accepted.json'

const acceptance = z.strictObject({ file: z.string(), before: z.string(), after: z.string(), reason: z.string().min(1) })

/** A survivor that may survive, since no test can or should notice it. Its line may move: it is known by its text. */
export type Acceptance = z.infer<typeof acceptance>

/** @throws Error for a list that is none */
export function readAccepted(project: string): Acceptance[] {
  const path = join(project, acceptedFile)
  if (!existsSync(path)) return []
  const parsed = z.array(acceptance).safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`${acceptedFile} is no list of accepted mutants: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/** Whether it is this mutant that may survive. */
export function accepts({ file, before, after }: Acceptance, mutant: Mutant): boolean {
  return file === mutant.file && before === mutant.before && after === mutant.after
}

/** Those whose place is no longer in the sources. */
export function withoutPlace(project: string, accepted: Acceptance[]): Acceptance[] {
  return accepted.filter((acceptance) => {
    const path = join(project, acceptance.file)
    if (!existsSync(path)) return true
    return !findMutants(acceptance.file, readFileSync(path, 'utf8')).some((mutant) => accepts(acceptance, mutant))
  })
}
