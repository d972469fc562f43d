import type { Served } from '../../src/mcp/served.ts'
import type { Caller, ToolAnswer } from '../../src/tools/runtime/caller.ts'
import type { ListedTool, Registry } from '../../src/tools/runtime/registry.ts'

type Run = (parameters: Record<string, unknown>, caller: Caller) => ToolAnswer | Promise<ToolAnswer>

/** A catalog of tiny tools, for tests of the protocol alone. */
export type TestCatalog = Registry & {
  /** Adds a tool while clients are connected. */
  add(name: string, run: Run): void
  /** Something happened that can change the list, and did not. */
  mayHaveChanged(): void
  /** How many sessions listen for changes of the list. */
  listeners(): number
  /** Who called what, in order. */
  calls: { tool: string; client: string }[]
}

/** A product that has nothing but these tools, for tests of the protocol alone. */
export function servedWith(catalog: Registry): Served {
  return {
    registry: catalog,
    resources: {
      list: () => [],
      templates: () => [],
      read: async (uri) => ({ text: `No ${uri}.`, failed: true, problem: 'unknown-item' }),
    },
    nowPlaying: { onChange: () => () => {} },
    suggestions: { names: async () => [] },
    version: '1.2.3',
  }
}

export const said = (text: string): ToolAnswer => ({ text, failed: false })

/** `echo` answers its text, after `delayMs` if given; others can be added. */
export function testCatalog(tools: Record<string, Run> = {}): TestCatalog {
  const runs = new Map<string, Run>(Object.entries({ echo, ...tools }))
  const listeners = new Set<() => void>()
  const calls: TestCatalog['calls'] = []
  return {
    calls,
    list: () => [...runs.keys()].map(listed),
    async call(name, parameters, caller) {
      const run = runs.get(name)
      if (!run) return { text: `No ${name}.`, failed: true, problem: 'unknown-tool' }
      calls.push({ tool: name, client: caller.client })
      return run(parameters as Record<string, unknown>, caller)
    },
    onListChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(name, run) {
      runs.set(name, run)
      for (const listener of listeners) listener()
    },
    mayHaveChanged() {
      for (const listener of listeners) listener()
    },
    listeners: () => listeners.size,
  }
}

async function echo({ text, delayMs }: Record<string, unknown>): Promise<ToolAnswer> {
  if (typeof delayMs === 'number') await new Promise((resolve) => setTimeout(resolve, delayMs))
  return said(String(text))
}

function listed(name: string): ListedTool {
  return {
    name,
    title: `The tool ${name}`,
    description: 'Does what its name says.',
    inputSchema: { type: 'object', properties: { text: { type: 'string' } }, additionalProperties: false },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  }
}
