import { type ESTree, parseSync } from 'vite'

/** A node of the syntax tree, as ESTree has them. `start` and `end` are offsets into the source. */
export type Node = ESTree.Node

/** A node and those around it, the nearest first. */
export type Visit = (node: Node, around: Node[]) => void

/** @throws SyntaxError for what is no TypeScript */
export function parse(source: string): Node {
  const { program, errors } = parseSync('source.ts', source, { astType: 'ts', sourceType: 'module' })
  if (errors.length > 0) throw new SyntaxError(errors[0]?.message)
  return program
}

export function isValid(source: string): boolean {
  return parseSync('source.ts', source, { sourceType: 'module' }).errors.length === 0
}

/** Visits what runs, in the order of the source. Types are left out. */
export function walk(node: Node, visit: Visit, around: Node[] = []): void {
  if (isType(node)) return
  visit(node, around)
  const inside = [node, ...around]
  for (const child of childrenOf(node)) walk(child, visit, inside)
}

/** `x as T`, `x satisfies T`, `x!` and `f<T>` run as x and f do. */
const wrappers = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSInstantiationExpression'])

function isType({ type }: Node): boolean {
  return type.startsWith('TS') && !wrappers.has(type)
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof value === 'object' && value !== null && typeof value.type === 'string' && 'start' in value)
    .sort((one, other) => one.start - other.start)
}
