import { regenerate } from './tool-docs.ts'

const begin = (name: string) => `<!-- ${name}: written by \`${regenerate}\`; do not edit -->`
const end = (name: string) => `<!-- end of ${name} -->`

/**
 * The page with `text` between the two comments that mark the part called `name`.
 *
 * @throws Error when the page has no such part
 */
export function fillPart(page: string, name: string, text: string): string {
  const from = page.indexOf(begin(name))
  const to = page.indexOf(end(name))
  if (from < 0 || to < from) throw new Error(`The page has no lines "${begin(name)}" and "${end(name)}"`)
  return `${page.slice(0, from)}${begin(name)}\n\n${text}\n\n${page.slice(to)}`
}
