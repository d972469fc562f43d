import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'

/** The Dockerfile, without its comments. */
export const text = readFileSync(join(root, 'Dockerfile'), 'utf8').replace(/^#.*\n/gm, '')

/** What the image is made of: the stage that is not thrown away. */
export const lastStage = text.slice(text.lastIndexOf('FROM '))

/** What stands behind each of these instructions in the last stage: `all('COPY')`. */
export function all(instruction: string): string[] {
  return [...lastStage.matchAll(new RegExp(`^${instruction} (.+)$`, 'gm'))].map(([, rest = '']) => rest)
}

/** The program and its words, of an instruction in exec form: `HEALTHCHECK --timeout=10s CMD ["node", "check.js"]`. */
export function words(instruction: 'ENTRYPOINT' | 'CMD' | 'HEALTHCHECK'): string[] {
  const [, list = '[]'] = new RegExp(`^${instruction} .*?(\\[.+\\])$`, 'm').exec(lastStage) ?? []
  return JSON.parse(list) as string[]
}

/** The names in the project's folder that get into a build: .dockerignore keeps everything out and lets these in. */
export function letIn(): string[] {
  const [first, ...others] = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => !/^(#|$)/.test(line))
  if (first !== '*' || others.some((line) => !/^![\w.-]+$/.test(line)))
    throw new Error('.dockerignore is no list of names: * and then !name')
  return others.map((line) => line.slice(1))
}
