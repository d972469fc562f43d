import { isProblem } from '../../shared/problem.ts'
import type { Registry } from '../../tools/runtime/registry.ts'
import { rpcCode } from '../http/refusal.ts'
import { readable } from '../readable.ts'
import { rpcError } from '../rpc-error.ts'
import type { Prompt } from './prompt.ts'
import { isRequired, prompts, promptText } from './prompts.ts'

/** A prompt as a client lists it. */
export type ListedPrompt = {
  name: string
  title: string
  description: string
  arguments: { name: string; description: string; required: boolean }[]
}

/** The prompts that can be used now: those whose tools are all there (permissions, read-only). */
export function listedPrompts(registry: Pick<Registry, 'list'>): ListedPrompt[] {
  return prompts
    .filter((prompt) => lackingTools(prompt, registry).length === 0)
    .map(({ name, title, description, arguments: taken }) => ({
      name,
      title,
      description,
      arguments: Object.entries(taken).map(([argumentName, argument]) => ({
        name: argumentName,
        description: argument.description,
        required: isRequired(argument),
      })),
    }))
}

function lackingTools(prompt: Prompt, registry: Pick<Registry, 'list'>): string[] {
  const names = new Set(registry.list().map(({ name }) => name))
  return prompt.tools.filter((tool) => !names.has(tool))
}

/** A prompt, filled in. */
export type GotPrompt = { description: string; messages: { role: 'user'; content: { type: 'text'; text: string } }[] }

/** Fills in a prompt. @throws RpcError for one whose tools are not all there (no permission, read-only), and for wrong arguments */
export function getPrompt(registry: Pick<Registry, 'list'>, wanted: { name: string; arguments?: Record<string, string> }): GotPrompt {
  const prompt = prompts.find(({ name }) => name === wanted.name)
  if (!prompt) {
    const names = prompts.map(({ name }) => name).join(', ')
    throw rpcError(rpcCode.invalidParams, `There is no prompt "${readable(wanted.name)}". The prompts are ${names}.`)
  }
  const missing = lackingTools(prompt, registry)
  if (missing.length > 0) {
    const sentence = `The prompt ${prompt.name} needs ${missing.join(', ')}, which cannot be used now: a permission is missing or switched off, or Tonearm is set to read-only.`
    throw rpcError(rpcCode.invalidParams, sentence)
  }
  try {
    const text = promptText(prompt, wanted.arguments ?? {})
    return { description: prompt.description, messages: [{ role: 'user', content: { type: 'text', text } }] }
  } catch (error) {
    throw isProblem(error) ? rpcError(rpcCode.invalidParams, error.message) : error
  }
}
