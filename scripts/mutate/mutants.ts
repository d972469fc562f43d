import { isLogCall, type Replacement, replacementsFor } from './operators.ts'
import { isValid, parse, walk } from './syntax.ts'

/** One small fault put into a source file. */
export type Mutant = Replacement & {
  /** Path from the root of the project, with `/`. */
  file: string
  /** Counted from 1. */
  line: number
  /** The line or lines that change, without the space around them. */
  before: string
  after: string
}

/** Every mutant of a file, in the order of the source. Texts, types, imports and what is only logged are left out. */
export function findMutants(file: string, source: string): Mutant[] {
  const replacements: Replacement[] = []
  const logged: { start: number; end: number }[] = []
  walk(parse(source), (node, [parent]) => {
    if (isLogCall(node)) logged.push(node)
    replacements.push(...replacementsFor(node, parent, source))
  })
  return replacements
    .filter((place) => !logged.some(({ start, end }) => start <= place.start && place.end <= end))
    .filter((replacement) => isValid(mutated(source, replacement)))
    .sort((one, other) => one.start - other.start)
    .map((replacement) => ({ file, ...described(source, replacement), ...replacement }))
}

/** The source with the fault in it. */
export function mutated(source: string, { start, end, text }: Replacement): string {
  return source.slice(0, start) + text + source.slice(end)
}

function described(source: string, { start, end, text }: Replacement): { line: number; before: string; after: string } {
  const from = source.lastIndexOf('\n', start - 1) + 1
  const nextLine = source.indexOf('\n', end)
  const to = nextLine < 0 ? source.length : nextLine
  return {
    line: source.slice(0, start).split('\n').length,
    before: inOneLine(source.slice(from, to)),
    after: inOneLine(source.slice(from, start) + text + source.slice(end, to)),
  }
}

function inOneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, ' ')
}
