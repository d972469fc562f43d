import { describe, expect, it } from 'vitest'
import { createWorld } from '../fake-spotify/world.ts'
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

  it('of the list of tools, with all annotations, stays within its budget', async () => {
    const { client } = await startTonearm()
    expect(tokens(JSON.stringify((await client.listTools()).tools))).toBeLessThanOrEqual(toolListBudget)
  })
})
