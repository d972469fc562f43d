import { WebStandardStreamableHTTPServerTransport as HttpTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { expect, it, onTestFinished, vi } from 'vitest'
import { initialize, running } from '../running.ts'

it('hands the SDK the headers of the protocol and no others: no token, no cookie, no address', async () => {
  const handled = vi.spyOn(HttpTransport.prototype, 'handleRequest')
  onTestFinished(() => void handled.mockRestore())
  const { post, token } = await running()
  const opened = await post(initialize, { Cookie: 'a=b', 'X-Forwarded-For': '192.0.2.1', 'Proxy-Authorization': 'Basic eDp5' })
  await post(
    { jsonrpc: '2.0', id: 1, method: 'ping' },
    { 'Mcp-Session-Id': String(opened.headers['mcp-session-id']), 'MCP-Protocol-Version': '2025-11-25' },
  )
  const [first, second] = handled.mock.calls.map(([request]) => request)
  expect([...(first?.headers.keys() ?? [])].sort()).toEqual(['accept', 'content-type'])
  expect([...(second?.headers.keys() ?? [])].sort()).toEqual(['accept', 'content-type', 'mcp-protocol-version', 'mcp-session-id'])
  for (const [request, options] of handled.mock.calls) {
    expect(JSON.stringify([request.url, ...request.headers, options])).not.toContain(token)
  }
})
