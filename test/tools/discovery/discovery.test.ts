import { describe, expect, it } from 'vitest'
import { tools } from '../../../src/tools/runtime/registry.ts'
import { inputSchema } from '../../../src/tools/runtime/schemas.ts'
import { rank } from './bm25.ts'
import { lookedAt, type ToolQuery, untouched } from './queries.ts'

// Clients with many tools do not show them all to the model: it searches their names, descriptions, argument names and argument descriptions.

const entries = tools.map((tool) => ({
  name: tool.name,
  text: `${tool.name.replaceAll('_', ' ')} ${tool.title} ${tool.description} ${argumentTexts(inputSchema(tool))}`,
}))

/** The queries for which no right tool is among the first three. */
function missed(queries: ToolQuery[]): string[] {
  return queries.flatMap(({ query, tools: wanted }) => {
    const first = rank(entries, query).slice(0, 3)
    return first.some((name) => wanted.includes(name)) ? [] : [`${query}: ${first.join(', ')} instead of ${wanted.join(' or ')}`]
  })
}

function argumentTexts(schema: unknown): string {
  if (typeof schema !== 'object' || schema === null) return ''
  return Object.entries(schema)
    .map(([key, value]) => {
      if (key === 'description') return String(value)
      if (key === 'enum' && Array.isArray(value)) return value.join(' ')
      if (key === 'properties')
        return `${Object.keys(value as object)
          .join(' ')
          .replaceAll('_', ' ')} ${argumentTexts(value)}`
      return argumentTexts(value)
    })
    .join(' ')
}

describe('a tool search finds the right tool among the first three', () => {
  it.each([
    ['looked at', lookedAt],
    ['untouched', untouched],
  ] as const)('for the queries that are %s', (half, queries) => {
    const failures = missed(queries)
    const share = 1 - failures.length / queries.length
    process.stdout.write(`tool search, ${half}: ${(100 * share).toFixed(0)} % of ${queries.length}\n`)
    expect(share, failures.join('\n')).toBeGreaterThanOrEqual(0.95)
  })
})
