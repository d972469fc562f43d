import { allScopes } from '../../src/config/scopes.ts'
import { createWorld } from '../fake-spotify/world.ts'
import { callTool, startProduct } from '../product.ts'
import { budgets, tokens, toolListBudget } from './budgets.ts'

// `npm run bench:tokens`: what answers cost a model, beside their budgets and beside what the raw JSON of Spotify would have cost.

const product = await startProduct({ world: createWorld() })
const client = await product.connect('token bench')
const rows: string[][] = [['answer', 'tokens', 'budget', 'raw JSON', 'ratio']]

for (const { what, tool, parameters, tokens: budget } of budgets) {
  product.spotify.clearRecord()
  const { text } = await callTool(client, tool, parameters)
  const raw = (await Promise.all(product.spotify.requests().map(rawAnswer))).reduce((sum, json) => sum + tokens(json), 0)
  const cost = tokens(text)
  rows.push([what, String(cost), String(budget), String(raw), `1 : ${Math.round(raw / cost)}`])
}
const list = tokens(JSON.stringify((await client.listTools()).tools))
rows.push(['list of tools', String(list), String(toolListBudget), '', ''])
await product.stop()

const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
for (const row of rows)
  console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))

/** The same request once more, past Tonearm. */
async function rawAnswer(request: string): Promise<string> {
  const { accessToken } = product.spotify.grant(allScopes)
  const url = new URL(request.slice('GET '.length).replaceAll('%', '%25'), product.spotify.accountsUrl)
  return (await fetch(url, { headers: { Authorization: `Bearer ${accessToken}` } })).text()
}
