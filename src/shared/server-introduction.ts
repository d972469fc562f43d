/** How Tonearm introduces itself to an MCP client, but for the version and the instructions: what the endpoint says, and the bridge in its place. */
export const serverIntroduction = {
  serverInfo: { name: 'tonearm', title: 'Tonearm for Spotify' },
  capabilities: {
    tools: { listChanged: true },
    resources: { subscribe: true, listChanged: true },
    prompts: { listChanged: true },
    completions: {},
    logging: {},
  },
}
