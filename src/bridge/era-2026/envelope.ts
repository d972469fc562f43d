import { isObject, type Notification, paramsOf, type Request } from '../json-rpc.ts'

/** The protocol version in which each request stands alone, and says in `_meta` who asks (2026-07-28, basic, `_meta`). */
export const modernVersion = '2026-07-28'

/** The names in `_meta` that the bridge reads or writes. */
export const metaKeys = {
  protocolVersion: 'io.modelcontextprotocol/protocolVersion',
  serverInfo: 'io.modelcontextprotocol/serverInfo',
  subscriptionId: 'io.modelcontextprotocol/subscriptionId',
}

/** The protocol version that a message names in its envelope; undefined for a message of an older version. */
export function envelopeVersion(message: Request | Notification): unknown {
  return envelopeOf(message)[metaKeys.protocolVersion]
}

/** The envelope of a request without what belongs to that request alone: another request of the same client can have it too. */
export function envelopeOf(message: Request | Notification): Record<string, unknown> {
  const { _meta } = paramsOf(message)
  if (!isObject(_meta)) return {}
  const { progressToken: _, ...envelope } = _meta
  return envelope
}

/** Where the name of what is asked for stands, which `Mcp-Name` repeats (2026-07-28, basic/transports/streamable-http, standard headers). */
const nameParameter: Record<string, string> = { 'tools/call': 'name', 'prompts/get': 'name', 'resources/read': 'uri' }

/** The headers that repeat the body of a request. The endpoint refuses those that say something else. */
export function headersOf(message: Request | Notification): Record<string, string> {
  const name = paramsOf(message)[nameParameter[message.method] ?? '']
  return {
    'MCP-Protocol-Version': modernVersion,
    'Mcp-Method': headerText(message.method),
    ...(typeof name === 'string' && { 'Mcp-Name': headerText(name) }),
  }
}

/** Text as a header can carry it: printable ASCII as it is, everything else, and what would be taken for that form, in Base64. */
function headerText(text: string): string {
  const isPlain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text) && !text.startsWith('=?base64?')
  return isPlain ? text : `=?base64?${Buffer.from(text).toString('base64')}?=`
}
