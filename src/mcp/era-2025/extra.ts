import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js'
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js'

/** What the SDK hands to a handler beside the request: who asks, how to reach them before the answer, and whether they gave up. */
export type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>
