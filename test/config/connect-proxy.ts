import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * A proxy on this computer, for one test.
 *
 * @param tunnelTo where every tunnel leads, whatever host was asked for; without it tunnels are refused with 502
 */
export async function startProxy(tunnelTo?: string) {
  const seen: string[] = []
  const proxy = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
    response.writeHead(502).end()
  })
  proxy.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}${request.headers['proxy-authorization'] ? ' with a password' : ''}`)
    socket.on('error', () => {})
    if (tunnelTo === undefined) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    const { hostname, port } = new URL(tunnelTo)
    const target = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(target).pipe(socket)
    })
    target.on('error', () => socket.destroy())
  })
  const place = await listen(proxy)
  return { place, url: `http://${place}`, seen }
}

/** A web server that says what it was asked. */
export async function startTarget(): Promise<string> {
  return `http://${await listen(createServer((request, response) => void response.end(`${request.headers.host} ${request.url}`)))}`
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
