import { parseSync } from 'vite'

/** A text that a person or a model can read, with the place where it is written. */
export type UserFacingText = { file: string; line: number; text: string }

/** A node of the syntax tree (https://github.com/estree/estree), as far as it is used here. */
type Node = { type: string; start: number; value?: unknown; source?: unknown } & Record<string, unknown>

/** The strings, templates and JSX texts of a source file. Comments and the names of imported modules are left out. */
export function textsOfSource(file: string, source: string): UserFacingText[] {
  const texts: UserFacingText[] = []
  visit(parseSync(file, source).program)
  return texts

  function visit(node: unknown): void {
    if (Array.isArray(node)) for (const child of node) visit(child)
    if (!isNode(node)) return
    const text = textOf(node)
    if (text) texts.push({ file, line: source.slice(0, node.start).split('\n').length, text })
    for (const [name, child] of Object.entries(node)) {
      if (name !== 'source') visit(child)
    }
  }
}

/** The lines of a page of documentation. */
export function textsOfPage(file: string, page: string): UserFacingText[] {
  return page.split('\n').map((text, index) => ({ file, line: index + 1, text }))
}

function textOf({ type, value }: Node): string | undefined {
  if (type === 'TemplateElement') return (value as { cooked?: string }).cooked
  return (type === 'Literal' || type === 'JSXText') && typeof value === 'string' ? value : undefined
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}
