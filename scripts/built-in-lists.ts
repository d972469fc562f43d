import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import type { LastLists } from '../src/discovery/last-lists.ts'
import { listedPrompts } from '../src/mcp/prompts/get-prompt.ts'
import { listed, tools } from '../src/tools/runtime/registry.ts'

const replaced = join(fileURLToPath(new URL('..', import.meta.url)), 'src', 'bridge', 'built-in-lists.ts')

/** All tools and prompts of this version, as a client lists them. Which of them can be used depends on the login. */
export function allLists(): LastLists {
  const list = () => tools.map((tool) => listed(tool, false))
  return { tools: list(), prompts: listedPrompts({ list }) }
}

/** Puts the lists of this version into bridge.js, which contains none of the tools. One entry a line, for people who read the file. */
export const builtInLists: Plugin = {
  name: 'tonearm:built-in-lists',
  load(id) {
    if (id !== replaced) return undefined
    const { tools, prompts } = allLists()
    return `export const builtInLists = { tools: ${lines(tools)}, prompts: ${lines(prompts)} }`
  },
}

function lines(entries: object[]): string {
  return `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`
}
