import { Client as NewerClient, StreamableHTTPClientTransport as NewerTransport } from '@modelcontextprotocol/client'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

/** An MCP client of the endpoint that `serve --json` told of. */
export async function connectOverHttp({ url, token }: { url: string; token: string }, name = 'bench'): Promise<Client> {
  const client = new Client({ name, version: '1' })
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } }))
  return client
}

/** The same of a client that speaks 2026-07-28. */
export async function connectOverHttpOfNewerEra({ url, token }: { url: string; token: string }): Promise<NewerClient> {
  const client = new NewerClient({ name: 'bench', version: '1' }, { versionNegotiation: { mode: 'auto' } })
  await client.connect(new NewerTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } }))
  return client
}

/** An MCP client of a program that it starts, with the id of that program's process. */
export async function connectOverStdio(words: string[], env: Record<string, string>): Promise<{ client: Client; pid: number }> {
  const transport = new StdioClientTransport({ command: process.execPath, args: words, env, stderr: 'ignore' })
  const client = new Client({ name: 'bench', version: '1' })
  await client.connect(transport)
  return { client, pid: transport.pid ?? 0 }
}

/** Calls a tool and fails when the answer is a failure. */
export async function callOrFail(client: Client, name: string, parameters: Record<string, unknown> = {}): Promise<void> {
  const { isError, content } = await client.callTool({ name, arguments: parameters }, undefined, { timeout: 120_000 })
  if (isError) throw new Error(`${name} failed: ${JSON.stringify(content)}`)
}
