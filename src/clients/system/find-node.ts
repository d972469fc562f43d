import { isProblem } from '../../shared/problem.ts'
import type { Computer } from '../client.ts'

/** What the bridge needs at least. */
const oldestMajor = 18

/** The absolute path of a Node.js that can run the bridge. Its name proves nothing, so it is asked. */
export async function findNode(computer: Computer): Promise<string | undefined> {
  const program = computer.findProgram('node')
  if (!program) return undefined
  try {
    const { output } = await computer.run(program, ['--version'])
    const major = Number(/^v(\d+)\.\d+\.\d+/.exec(output)?.[1])
    return major >= oldestMajor ? program : undefined
  } catch (error) {
    if (!isProblem(error)) throw error
    return undefined
  }
}
