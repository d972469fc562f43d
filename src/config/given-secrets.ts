import { readFileSync } from 'node:fs'
import { Problem } from '../shared/problem.ts'

/** Secrets that can be given for one run. They are used and not stored. */
const names = ['SPOTIFY_REFRESH_TOKEN', 'TONEARM_TOKEN'] as const

/**
 * A secret from the environment: the variable itself, or the file that the variable with `_FILE` at its end names. The file is for
 * container engines, where everyone who may inspect the container sees its environment (https://docs.docker.com/compose/how-tos/use-secrets/).
 *
 * @returns undefined when neither is set, or set to nothing
 * @throws Problem `invalid-setting` when both are set, the file cannot be read or is empty, or the secret could not be sent in a header
 */
export function givenSecret(name: (typeof names)[number], environment: NodeJS.ProcessEnv): string | undefined {
  const file = environment[`${name}_FILE`]
  const text = environment[name]?.trim()
  if (!file) return text ? sendable(text, name) : undefined
  if (text) throw new Problem('invalid-setting', `${name} and ${name}_FILE are both set. Remove one of them.`)
  const content = read(file)
  if (content) return sendable(content, `${name}_FILE`)
  const wrong = content === undefined ? 'cannot be read' : 'is empty'
  throw new Problem('invalid-setting', `The file that ${name}_FILE names ${wrong}: ${file}`)
}

/** Clients send the token in a header, and Tonearm the refresh token in a form: a secret with other characters would always be refused. */
function sendable(secret: string, source: string): string {
  if (/^[\x21-\x7e]+$/.test(secret)) return secret
  throw new Problem('invalid-setting', `The secret in ${source} may have plain letters, digits and signs only: no accents, no spaces.`)
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}
