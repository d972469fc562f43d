import { problemKey } from '../shared/card.ts'
import { hasMoreValuesThan, maximumArgumentValues, tooManyValues } from '../tools/runtime/argument-size.ts'
import type { Caller, ToolAnswer } from '../tools/runtime/caller.ts'
import type { ListedTool, Registry } from '../tools/runtime/registry.ts'
import { readPage } from './apps/pages.ts'
import { type Completed, complete } from './completion/complete.ts'
import { rpcCode } from './http/refusal.ts'
import { type GotPrompt, getPrompt, type ListedPrompt, listedPrompts } from './prompts/get-prompt.ts'
import { readable } from './readable.ts'
import {
  type ListedResource,
  type ListedTemplate,
  listedResources,
  listedTemplates,
  type ReadResource,
  readResource,
} from './resources/read-resource.ts'
import { rpcError } from './rpc-error.ts'
import type { Served } from './served.ts'

/**
 * What Tonearm answers to each request of the protocol. It knows no SDK: each era (`era-2025/`, `era-2026/`) registers these functions with its own.
 *
 * They throw RpcErrors, with sentences that the client may read. Everything else that they throw is a bug.
 */
export type Answers = {
  listTools(): { tools: ListedTool[] }
  /** A tool that fails is an answer too (`failed`); only one that does not exist is an error. */
  callTool(call: { name: string; arguments?: Record<string, unknown> }, caller: Caller): Promise<ToolAnswer>
  listResources(): { resources: ListedResource[] }
  listTemplates(): { resourceTemplates: ListedTemplate[] }
  readResource(uri: string, caller: Caller): Promise<ReadResource>
  listPrompts(): { prompts: ListedPrompt[] }
  getPrompt(wanted: { name: string; arguments?: Record<string, string> }): GotPrompt
  complete(request: Parameters<typeof complete>[1]): Promise<Completed>
  /** Something that differs when the list differs that clients keep. */
  fingerprints(): Record<'tools' | 'resources' | 'prompts', string>
}

/** The answers over the one list of tools and what is built on it. */
export function createAnswers({ registry, resources, suggestions }: Served): Answers {
  return {
    listTools: () => ({ tools: registry.list() }),

    async callTool({ name, arguments: parameters }, caller) {
      if (hasMoreValuesThan(maximumArgumentValues, parameters)) return { text: tooManyValues(readable(name)), failed: true }
      const answer = await registry.call(name, parameters ?? {}, caller)
      if (answer.problem === 'unknown-tool') throw unknownTool(name, registry)
      return answer
    },

    listResources: () => ({ resources: listedResources(resources) }),
    listTemplates: () => ({ resourceTemplates: listedTemplates(resources) }),
    readResource: async (uri, caller) => readPage(uri) ?? readResource(resources, uri, caller),
    listPrompts: () => ({ prompts: listedPrompts(registry) }),
    getPrompt: (wanted) => getPrompt(registry, wanted),
    complete: (request) => complete(suggestions, request),

    // What resources and prompts there are depends on the tools.
    fingerprints: () => ({
      tools: JSON.stringify(registry.list().map((tool) => [tool.name, 'outputSchema' in tool])),
      resources: JSON.stringify([resources.list(), resources.templates()]),
      prompts: JSON.stringify(listedPrompts(registry)),
    }),
  }
}

/** A tool's answer as the result of `tools/call`, which is the same in both eras. */
export function toolResult({ text, png, structured, card, failed, problem }: ToolAnswer) {
  const image = png && { type: 'image' as const, data: Buffer.from(png).toString('base64'), mimeType: 'image/png' }
  return {
    content: [{ type: 'text' as const, text }, ...(image ? [image] : [])],
    isError: failed,
    ...(structured && { structuredContent: structured }),
    // Only pages read it: clients give no `_meta` to their models.
    ...((card || problem) && { _meta: { ...card, ...(problem && { [problemKey]: problem }) } }),
  }
}

/** A JSON-RPC error, as the specification demands for unknown tools (2025-11-25, server/tools, error handling). */
function unknownTool(name: string, registry: Registry): Error {
  const names = registry.list().map((tool) => tool.name)
  return rpcError(rpcCode.invalidParams, `There is no tool "${readable(name)}". The tools are ${names.join(', ')}.`)
}
