import { anthropicModel } from './anthropic.ts'
import type { Model } from './model.ts'
import { openAiModel } from './openai.ts'

/**
 * The model of this name, at the service whose key stands in the environment: `ANTHROPIC_API_KEY` for Claude, else `OPENAI_API_KEY`.
 *
 * @throws Error with a sentence when the key is missing
 */
export function chooseModel(name: string, environment: NodeJS.ProcessEnv): Model {
  const { ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, OPENAI_API_KEY, OPENAI_BASE_URL } = environment
  const isClaude = name.startsWith('claude')
  if (isClaude && ANTHROPIC_API_KEY)
    return anthropicModel(name, { key: ANTHROPIC_API_KEY, baseUrl: address(ANTHROPIC_BASE_URL, 'https://api.anthropic.com') })
  if (OPENAI_API_KEY) return openAiModel(name, { key: OPENAI_API_KEY, baseUrl: address(OPENAI_BASE_URL, 'https://api.openai.com/v1') })
  const needed = isClaude
    ? 'ANTHROPIC_API_KEY'
    : 'OPENAI_API_KEY (and OPENAI_BASE_URL for another service than OpenAI; a local one takes any key)'
  throw new Error(`No key for ${name}: set ${needed} in the environment, then try again.`)
}

function address(given: string | undefined, usual: string): string {
  return (given || usual).replace(/\/+$/, '')
}
