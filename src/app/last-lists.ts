import type { Log } from '../config/logging.ts'
import { writeLastLists } from '../discovery/last-lists.ts'
import { listedPrompts } from '../mcp/prompts/get-prompt.ts'
import type { Registry } from '../tools/runtime/registry.ts'

/**
 * Leaves the lists of tools and prompts for the bridge, which shows them to clients while Tonearm is not running (`src/discovery/last-lists.ts`).
 *
 * @returns called once clients are served: writes the lists, then and whenever they change
 */
export function createLastLists(options: { file: string; registry: Registry; log: Log }): () => void {
  const { file, registry, log } = options
  let isKept = false

  function write(): void {
    try {
      writeLastLists(file, { tools: registry.list(), prompts: listedPrompts(registry) })
    } catch (error) {
      log.warn(`The lists for apps that start before Tonearm were not saved: ${error}`)
    }
  }

  return () => {
    if (!isKept) registry.onListChanged(write)
    isKept = true
    write()
  }
}
