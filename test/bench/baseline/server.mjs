import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'

// What Tonearm is measured against (`npm run bench`): a Spotify server as tutorials build it. Two tools on the same SDK, one request each, and
// Spotify's JSON goes on as it came. Plain JavaScript, as it is installed. BASELINE_API is the address of Spotify's API, BASELINE_ACCESS_TOKEN a token that is valid all the time.

const api = process.env.BASELINE_API ?? ''
const headers = { Authorization: `Bearer ${process.env.BASELINE_ACCESS_TOKEN ?? ''}` }

const server = new McpServer({ name: 'baseline', version: '1.0.0' })

server.registerTool(
  'search_tracks',
  { description: 'Search tracks on Spotify', inputSchema: { query: z.string(), limit: z.number().max(10).default(10) } },
  async ({ query, limit }) => passOn(`/search?${new URLSearchParams({ q: query, type: 'track', limit: String(limit) })}`),
)

server.registerTool('get_user_playlists', { description: 'List the playlists', inputSchema: {} }, async () =>
  passOn('/me/playlists?limit=20'),
)

await server.connect(new StdioServerTransport())

/** @param {string} path */
async function passOn(path) {
  const response = await fetch(api + path, { headers })
  return { content: [{ type: /** @type {const} */ ('text'), text: JSON.stringify(await response.json()) }] }
}
