import { existsSync, readFileSync } from 'node:fs'
import { type Node, parse, walk } from './syntax.ts'

/** The file that probes write to, a line for each test file and each block that it reached. */
export const reachedFileVariable = 'MUTATE_REACHED'

/** The test file that runs. It is in the environment, so that the processes which a test starts know it too. */
export const testFileVariable = 'MUTATE_TEST_FILE'

/** Instead of a test file, while modules load: they do so once for many test files, so whoever imports them may depend on it. */
export const whileLoading = '*'

/**
 * In front of a source with probes. It works in a browser too, where it does nothing, and before anything is imported, since function declarations
 * are there from the start.
 */
const prelude = `function reached__(block) { const { env } = globalThis.process ?? {}; if (!env?.${reachedFileVariable}) return
const line = block + '\\t' + env.${testFileVariable} + '\\n'; const seen = (globalThis.reached__ ??= new Set()); if (seen.has(line)) return
seen.add(line); globalThis.process.getBuiltinModule('node:fs').appendFileSync(env.${reachedFileVariable}, line) }
`

/** A part of a source that runs from its first statement on. Each source begins with one that spans all of it. */
export type Block = { id: string; start: number; end: number }

/** The source with a probe at the start of each block, and the blocks. */
export function withProbes(file: string, source: string): { text: string; blocks: Block[] } {
  const tree = parse(source)
  const insertions: { at: number; text: string }[] = []
  const blocks: Block[] = [{ id: file, start: 0, end: source.length }]
  walk(tree, (node) => {
    const place = probeIn(node)
    if (!place) return
    const id = `${file}#${blocks.length}`
    blocks.push({ id, start: place.start, end: place.end })
    const call = `reached__(${JSON.stringify(id)})`
    if (place.expression) insertions.push({ at: place.start, text: `(${call}, ` }, { at: place.end, text: ')' })
    else insertions.push({ at: place.start, text: `${call};` })
  })
  // From the end on, so that offsets stay true. What closes comes before what opens at the same place.
  const text = insertions
    .sort((one, other) => other.at - one.at || Number(one.text === ')') - Number(other.text === ')'))
    .reduce((done, insertion) => done.slice(0, insertion.at) + insertion.text + done.slice(insertion.at), source)
  return { text: `${prelude}${text}`, blocks }
}

function probeIn(node: Node): { start: number; end: number; expression?: true } | undefined {
  if (node.type === 'BlockStatement') return { start: node.start + 1, end: node.end }
  if (node.type === 'ArrowFunctionExpression' && node.expression) return { start: node.body.start, end: node.body.end, expression: true }
  const first = node.type === 'SwitchCase' ? node.consequent[0] : undefined
  return first && { start: first.start, end: node.end }
}

/** The block that a place is in, the innermost. */
export function blockAt(blocks: Block[], start: number): Block | undefined {
  return blocks.filter((block) => block.start <= start && start < block.end).at(-1)
}

/** @returns the test files by the blocks that they reached */
export function readReached(file: string): Map<string, Set<string>> {
  const reached = new Map<string, Set<string>>()
  if (!existsSync(file)) return reached
  for (const line of readFileSync(file, 'utf8').split('\n').slice(0, -1)) {
    const [block = '', testFile = ''] = line.split('\t')
    reached.set(block, (reached.get(block) ?? new Set()).add(testFile))
  }
  return reached
}
