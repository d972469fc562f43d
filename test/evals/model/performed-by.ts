import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { Performer, ToolCall } from '../stage.ts'
import { today } from '../world.ts'
import type { Model, ToolResult, ToolUse, Turn } from './model.ts'

/** A model that goes on and on costs money. */
const mostReplies = 15
const mostCallsInReply = 10

/** Lets a model do what the person says. It knows what every MCP client tells it, the tools and the server's instructions, and the time. */
export function performedBy(model: Model): Performer {
  return async ({ says, thenSays }, client, call) => {
    const { system, tools } = await briefing(client)
    const turns: Turn[] = [{ from: 'person', text: says }]
    const told: string[] = []
    let left = thenSays
    for (let replies = 0; replies < mostReplies; replies += 1) {
      const { text, uses, raw } = await model({ system, tools, turns })
      turns.push({ from: 'model', raw })
      if (uses.length > 0) {
        turns.push({ from: 'tools', results: await useTools(uses, call) })
        continue
      }
      told.push(text)
      if (left === undefined) return { told: told.join('\n') }
      turns.push({ from: 'person', text: left })
      left = undefined
    }
    return { told: told.join('\n'), stopped: `comes to an end within ${mostReplies} replies` }
  }
}

async function briefing(client: Client) {
  const { tools } = await client.listTools()
  const time = new Date(today).toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'Europe/Berlin' })
  return {
    system: `${client.getInstructions() ?? ''}\n\nIt is ${time}, in Europe/Berlin.`,
    tools: tools.map(({ name, description = '', inputSchema }) => ({ name, description, inputSchema })),
  }
}

/** One after the other: what a model asks for in one reply may build on the order. */
async function useTools(uses: ToolUse[], call: ToolCall): Promise<ToolResult[]> {
  const results: ToolResult[] = []
  for (const [index, { id, tool, parameters }] of uses.entries()) {
    if (index >= mostCallsInReply) results.push({ id, text: 'Not done: too many calls at once.', failed: true })
    else if (!parameters) results.push({ id, text: 'The parameters are not a JSON object.', failed: true })
    else {
      const { answer, failed } = await call(tool, parameters)
      results.push({ id, text: answer, failed })
    }
  }
  return results
}
