import { readFileSync } from 'node:fs'
import { Problem } from '../shared/problem.ts'

/** Secrets that a person may hand in for one run. They are used and not stored. */
const names = ['SPOTIFY_REFRESH_TOKEN', 'TONEARM_TOKEN'] as const

/**
 * A secret from the environment: the variable itself, or the file that the variable with `_FILE` at its end names. The file is the way of
 * container engines, where everybody who may look at the container sees its environment (https://docs.docker.com/compose/how-tos/use-secrets/).
 *
 * @returns undefined when neither is set, or set to nothing
 * @throws Problem `invalid-setting` when both are set, or the file cannot be read or is empty
 */
export function givenSecret(name: (typeof names)[number], environment: NodeJS.ProcessEnv): string | undefined {
  const file = environment[`${name}_FILE`]
  const text = environment[name]?.trim()
  if (!file) return text || undefined
  if (text) throw new Problem('invalid-setting', `${name} and ${name}_FILE are both set. Remove one of them.`)
  const content = read(file)
  if (content) return content
  const wrong = content === undefined ? 'cannot be read' : 'is empty'
  throw new Problem('invalid-setting', `The file that ${name}_FILE names ${wrong}: ${file}`)
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}
