import { describe, expect, it } from 'vitest'
import { createWorld } from '../fake-spotify/world.ts'
import { connectNewer } from '../mcp/era-2026/modern.ts'
import { startTonearm } from '../tonearm.ts'
import { budgets, tokens, toolListBudget } from './budgets.ts'

describe('the price of an answer', () => {
  it('stays within its budget, and far below that of the raw JSON', async () => {
    const { call, spotify } = await startTonearm({ world: createWorld() })
    const table = []
    for (const { what, tool, parameters, rows, tokens: budget } of budgets) {
      const text = await call(tool, parameters)
      const cost = tokens(text)
      table.push({ what, tokens: cost, budget })
      expect(text.match(/\b[0-9A-Za-z]{6} /g)?.length, what).toBeGreaterThanOrEqual(rows)
      expect(cost, `${what}\n${text}`).toBeLessThanOrEqual(budget)
    }
    process.stdout.write(`${table.map(({ what, tokens, budget }) => `${what}: ${tokens} of ${budget} tokens`).join('\n')}\n`)
    expect(spotify.violations()).toEqual([])
  })

  it('of the list of tools, with all annotations, stays within its budget in both eras', async () => {
    const { client, endpoint } = await startTonearm()
    const newer = await connectNewer(endpoint, 'auto')
    const lists = { '2025-11-25': (await client.listTools()).tools, '2026-07-28': (await newer.listTools()).tools }
    for (const [version, tools] of Object.entries(lists)) {
      const cost = tokens(JSON.stringify(tools))
      process.stdout.write(`list of ${tools.length} tools, ${version}: ${cost} of ${toolListBudget} tokens\n`)
      expect(cost, version).toBeLessThanOrEqual(toolListBudget)
    }
    // In the same order, too: what a provider has cached of a prompt stays valid.
    expect(lists['2026-07-28']).toEqual(lists['2025-11-25'])
  })
})
