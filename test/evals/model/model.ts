/** A tool as a model is told about it. */
export type OfferedTool = { name: string; description: string; inputSchema: object }

/** What a model wants to do. `parameters` is missing when what it wrote is no JSON object. */
export type ToolUse = { id: string; tool: string; parameters: Record<string, unknown> | undefined }

export type ToolResult = { id: string; text: string; failed: boolean }

/** What a model says. `raw` is its message as its service sent it, which has to be sent back unchanged. */
export type Reply = { text: string; uses: ToolUse[]; raw: unknown }

export type Turn = { from: 'person'; text: string } | { from: 'model'; raw: unknown } | { from: 'tools'; results: ToolResult[] }

export type Conversation = { system: string; tools: OfferedTool[]; turns: Turn[] }

/** Goes on with a conversation. @throws Error with a sentence when its service cannot be reached or refuses */
export type Model = (conversation: Conversation) => Promise<Reply>
