import type { Connection } from './connection.ts'
import { envelopeVersion, modernVersion } from './era-2026/envelope.ts'
import { errorMessages } from './error-messages.ts'
import { errorAnswer, errorCode, paramsOf, type Request } from './json-rpc.ts'

/**
 * Decides by the client's first messages which protocol it speaks, and stays with it: `initialize` begins a connection of 2025-11-25 or older, a
 * request with an envelope one of 2026-07-28.
 *
 * `server/discover` decides nothing: a client asks it to learn what the server speaks, and can still send `initialize`.
 *
 * @param begin makes the connection of an era, when it is needed
 */
export function createEras(begin: { legacy: () => Connection; modern: () => Connection }): Connection {
  let legacy: Connection | undefined
  let modern: Connection | undefined
  let chosen: 'legacy' | 'modern' | undefined
  const current = () => (chosen === 'legacy' ? legacy : modern)

  async function request(request: Request): Promise<object | undefined> {
    const { id, method } = request
    // The client asks whether the program at the other end of the pipe is alive, and that is the bridge.
    if (method === 'ping') return { jsonrpc: '2.0', id, result: {} }
    if (chosen === 'modern' && method === 'initialize') return unsupported(request, paramsOf(request).protocolVersion)
    if (chosen !== 'legacy' && method !== 'initialize') {
      const version = envelopeVersion(request)
      if (version !== undefined || chosen === 'modern') return modernRequest(request, version)
    }
    // Clients of 2026-07-28 send `initialize` when they hear that it is unknown.
    if (method === 'server/discover') return errorAnswer(id, errorCode.methodNotFound, errorMessages.noDiscovery)
    if (method === 'initialize') chosen = 'legacy'
    if (chosen !== 'legacy') return errorAnswer(id, errorCode.methodNotFound, errorMessages.notInitialized)
    legacy ??= begin.legacy()
    return legacy.request(request)
  }

  async function modernRequest(request: Request, version: unknown): Promise<object | undefined> {
    if (version === undefined) return errorAnswer(request.id, errorCode.invalidParams, errorMessages.noEnvelope)
    if (version !== modernVersion) return unsupported(request, version)
    if (request.method !== 'server/discover') chosen = 'modern'
    modern ??= begin.modern()
    return modern.request(request)
  }

  return {
    request,
    notify: (notification) => current()?.notify(notification),
    answer: (answer) => current()?.answer(answer),
    finish() {
      legacy?.finish()
      modern?.finish()
    },
    async end() {
      await Promise.all([legacy?.end(), modern?.end()])
    },
  }
}

function unsupported({ id }: Request, requested: unknown): object {
  return errorAnswer(id, errorCode.unsupportedVersion, errorMessages.unsupportedVersion, { supported: [modernVersion], requested })
}
