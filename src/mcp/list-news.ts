import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import type { Log } from '../config/logging.ts'

/** Something that differs when the list differs that clients keep. */
export type Lists = { tools(): unknown; resources(): unknown; prompts(): unknown }

/**
 * The news for one client that its lists changed: for each list only when it differs from what it was, because clients read a list again after
 * each such notification, and a model's provider then computes its whole prompt again.
 *
 * @returns to be called whenever a list may have changed
 */
export function createListNews(server: Server, lists: Lists, log: Log): () => void {
  const send = {
    tools: () => server.sendToolListChanged(),
    resources: () => server.sendResourceListChanged(),
    prompts: () => server.sendPromptListChanged(),
  }
  const names = ['tools', 'resources', 'prompts'] as const
  const known = new Map(names.map((name) => [name, JSON.stringify(lists[name]())]))

  return () => {
    for (const name of names) {
      const current = JSON.stringify(lists[name]())
      if (current === known.get(name)) continue
      known.set(name, current)
      if (server.transport) send[name]().catch((error) => log.debug(`A client was not told that its ${name} changed: ${error}`))
    }
  }
}
