import { z } from 'zod'
import { type Scope, scopePurposes } from '../../src/config/scopes.ts'
import type { Effect, Tool } from '../../src/tools/runtime/define.ts'
import { tools } from '../../src/tools/runtime/registry.ts'
import { createWorld, worldDay } from '../fake-spotify/world.ts'
import { callTool, startProduct } from '../product.ts'
import { exampleCalls } from './example-calls.ts'

/** The command that writes the generated pages. */
export const regenerate = 'npm run docs'

const effects: Record<Effect, string> = {
  read: 'Changes nothing.',
  add: 'Adds something, and removes nothing.',
  control: 'Changes what is playing, but no playlist and nothing in the library.',
  edit: 'Can remove or replace something in a playlist or in the library. `undo_change` takes it back.',
}

/** The page about the tools: what each is for, takes and needs, from the list of tools, and how it answers, from the simulated Spotify. */
export async function toolDocs(): Promise<string> {
  const answers = await exampleAnswers()
  return `${[head(tools), ...tools.map((tool) => section(tool, answers.get(tool.name)))].join('\n\n')}\n`
}

const head = (all: Tool[]) => `# The tools

<!-- Written by \`${regenerate}\` from the tools themselves; do not edit. -->

The ${all.length} tools that Tonearm offers to MCP clients. An item can be given by the short id of a row (\`oSn9qp\`), its whole Spotify id, a \`spotify:\` URI or an
open.spotify.com link. \`limit\` is how many rows to show and \`offset\` how many to skip; \`full\` shows whole URIs and details that are otherwise left out.
A tool whose permission was not granted, or is switched off in Tonearm, is not listed; in read-only mode, tools that change something are not listed either.

The examples come from an invented library.

${all.map(({ name, title }) => `- [\`${name}\`](#${name}): ${title}`).join('\n')}`

type Example = { parameters: Record<string, unknown>; answer: string }

/** One call of each tool, in one product: first those that only read, since the others change what they show. */
async function exampleAnswers(): Promise<Map<string, Example>> {
  const world = createWorld()
  world.player.commandDelayMs = 0
  const calls = exampleCalls(world)
  const product = await startProduct({ world, now: () => worldDay })
  const client = await product.connect('documentation')
  const examples = new Map<string, Example>()
  let receipt = ''
  for (const { name } of [...tools.filter(({ effect }) => effect === 'read'), ...tools.filter(({ effect }) => effect !== 'read')]) {
    const parameters = calls[name]
    if (!parameters) throw new Error(`test/docs/example-calls.ts has no call of ${name}`)
    const { text, failed } = await callTool(client, name, parameters)
    if (failed) throw new Error(`The example of ${name} failed: ${text}`)
    receipt ||= /^Receipt (\w+):/m.exec(text)?.[1] ?? ''
    // Receipts are random, and the folder is another one each time.
    const lasting = text.replaceAll(product.downloads, '/home/wanda/Downloads')
    examples.set(name, { parameters, answer: receipt === '' ? lasting : lasting.replaceAll(receipt, 'k3m9xq') })
  }
  await product.stop()
  return examples
}

function section(tool: Tool, example: Example | undefined): string {
  const schema = z.toJSONSchema(z.object(tool.input), { io: 'input' }) as Schema
  return [
    `## ${tool.name}`,
    tool.description,
    `${effects[tool.effect]} ${permissions(tool)}`,
    parameterTable(schema),
    `\`\`\`\n${tool.name} ${JSON.stringify(example?.parameters)}\n\n${shortened(example?.answer ?? '')}\n\`\`\``,
  ].join('\n\n')
}

/** What must have been granted, in words and by Spotify's names. */
function permissions({ scopes, anyScope = [] }: Tool): string {
  const words = (scope: Scope) => `${scopePurposes[scope]} (\`${scope}\`)`
  const needed = [...scopes.map(words), ...(anyScope.length > 0 ? [anyScope.map(words).join(' or ')] : [])]
  return needed.length === 0 ? 'Needs no permission.' : `Needs permission to ${needed.join(', and to ')}.`
}

type Schema = {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  minimum?: number
  maximum?: number
  default?: unknown
  description?: string
}

function parameterTable({ properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const standard = schema.default !== undefined ? `\`${JSON.stringify(schema.default)}\`` : required.includes(name) ? 'required' : ''
    return `| \`${name}\` | ${cell(typeOf(schema))} | ${standard} | ${cell(schema.description ?? '')} |`
  })
  if (rows.length === 0) return 'Takes nothing.'
  return ['| Parameter | Type | Default | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

/** A JSON schema as TypeScript would write it, with the limits of numbers. */
function typeOf(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map(typeOf).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.type === 'array') {
    const row = typeOf(schema.items ?? {})
    return / (?:\||to) /.test(row) && !row.startsWith('{') ? `(${row})[]` : `${row}[]`
  }
  if (schema.type === 'object') {
    const members = Object.entries(schema.properties ?? {}).map(
      ([name, member]) => `${name}${schema.required?.includes(name) && member.default === undefined ? '' : '?'}: ${typeOf(member)}`,
    )
    return `{ ${members.join(', ')} }`
  }
  const { minimum, maximum } = schema
  const limits = schema.type === 'integer' && maximum !== undefined ? ` ${minimum === undefined ? '' : `${minimum} `}to ${maximum}` : ''
  return `${schema.type ?? 'anything'}${limits}`
}

/** The first rows show how a long list looks. */
function shortened(answer: string): string {
  const lines = answer.split('\n')
  return lines.length <= 12 ? answer : [...lines.slice(0, 10), '…'].join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
