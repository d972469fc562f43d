import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { GetPromptRequestSchema, ListPromptsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { isProblem } from '../../shared/problem.ts'
import type { Registry } from '../../tools/runtime/registry.ts'
import type { Answering } from '../answering.ts'
import { rpcCode } from '../http/refusal.ts'
import { readable } from '../readable.ts'
import { rpcError } from '../rpc-error.ts'
import { isRequired, type Prompt, prompts, promptText } from './prompts.ts'

/** Serves the prompts. One whose tools are not all there (no permission, read-only) is not listed, and says so when it is asked for. */
export function servePrompts(server: Server, { registry, answering }: { registry: Pick<Registry, 'list'>; answering: Answering }): void {
  function lacking(prompt: Prompt): string[] {
    const names = new Set(registry.list().map(({ name }) => name))
    return prompt.tools.filter((tool) => !names.has(tool))
  }

  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: prompts
      .filter((prompt) => lacking(prompt).length === 0)
      .map((prompt) => ({
        name: prompt.name,
        title: prompt.title,
        description: prompt.description,
        arguments: Object.entries(prompt.arguments).map(([name, argument]) => ({
          name,
          description: argument.description,
          required: isRequired(argument),
        })),
      })),
  }))

  server.setRequestHandler(GetPromptRequestSchema, ({ params }, extra) =>
    answering(extra, async () => {
      const prompt = prompts.find(({ name }) => name === params.name)
      if (!prompt) {
        const names = prompts.map(({ name }) => name).join(', ')
        throw rpcError(rpcCode.invalidParams, `There is no prompt "${readable(params.name)}". The prompts are ${names}.`)
      }
      const missing = lacking(prompt)
      if (missing.length > 0) {
        const sentence = `The prompt ${prompt.name} needs ${missing.join(', ')}, which cannot be used now: a permission is missing or switched off, or Tonearm is set to read-only.`
        throw rpcError(rpcCode.invalidParams, sentence)
      }
      try {
        const text = promptText(prompt, params.arguments ?? {})
        return { description: prompt.description, messages: [{ role: 'user', content: { type: 'text', text } }] }
      } catch (error) {
        throw isProblem(error) ? rpcError(rpcCode.invalidParams, error.message) : error
      }
    }),
  )
}
