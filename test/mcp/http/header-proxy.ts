import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy that adds headers to every request: lets tools without a header option reach an endpoint that asks for a token. */
export type HeaderProxy = { url: string; close(): Promise<void> }

/**
 * Starts the proxy on a free loopback port, in front of `target`.
 *
 * Everything passes as it is, event streams included. Only the proxy's own port in a loopback Host or Origin becomes the target's, as if the
 * client had come directly; any other Host or Origin reaches the target unchanged, so that its checks are really tested.
 */
export async function startHeaderProxy(target: string, headers: Record<string, string>): Promise<HeaderProxy> {
  const { hostname, port: targetPort, pathname } = new URL(target)
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo
    const onward = forward({ hostname, port: targetPort, method: request.method, path: request.url, agent: false, setHost: false })
    for (const [name, value] of pairs(request.rawHeaders)) {
      const isAddress = /^(host|origin)$/i.test(name)
      onward.appendHeader(
        name,
        isAddress
          ? value.replace(new RegExp(`^((?:http://)?(?:127\\.0\\.0\\.1|localhost|\\[::1\\])):${port}$`), `$1:${targetPort}`)
          : value,
      )
    }
    for (const [name, value] of Object.entries(headers)) onward.setHeader(name, value)
    onward.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders)
      response.flushHeaders()
      answer.pipe(response)
      answer.once('error', () => response.destroy())
    })
    onward.once('error', () => response.destroy())
    response.once('close', () => onward.destroy())
    request.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}${pathname}`,
    async close() {
      const closed = new Promise((resolve) => server.once('close', resolve))
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function pairs(rawHeaders: string[]): [name: string, value: string][] {
  return rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ''] as [string, string]] : []))
}
