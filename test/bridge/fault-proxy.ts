import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Running } from '../mcp/running.ts'

/** A proxy in front of the endpoint that makes the network go wrong in a chosen way. */
export type FaultProxy = {
  /** The endpoint's address, by way of the proxy. */
  url: string
  /** Everything that came in, as text. */
  received(): string
  /** How often `text` came in. */
  count(text: string): number
  /** Cuts all connections, as a crash does. */
  cut(): void
  /** From now on nobody listens here, and all connections are cut. */
  refuse(): Promise<void>
  /** Listens again, on the same port. */
  accept(): Promise<void>
  /** Ends the endpoint's half of all connections, properly; what the client sends still arrives. */
  halfClose(): void
  /** From now on, or not any more: connections stay, but nothing passes. */
  silent(on: boolean): void
  /** Each piece of data takes so long. */
  delay(milliseconds: number): void
  /** Cuts a connection when the endpoint sends `text` on it, just before or just after. Once, or so many times. */
  cutAt(text: string, where: 'before' | 'after', times?: number): void
  close(): Promise<void>
}

/** Starts the proxy on a free loopback port. The endpoint sees its own address as Host, and proves that it is Tonearm for the proxy's port. */
export async function startFaultProxy({ endpoint, proveFor }: Pick<Running, 'endpoint' | 'proveFor'>): Promise<FaultProxy> {
  const { hostname, port: targetPort, pathname } = new URL(endpoint.url)
  const pairs = new Set<{ client: Socket; server: Socket }>()
  let received = ''
  let isSilent = false
  let delayMs = 0
  let trap = { text: '', where: 'before', times: 0 }

  const listener = createServer({ allowHalfOpen: true }, (client) => {
    const server = connect({ host: hostname, port: Number(targetPort), allowHalfOpen: true })
    const pair = { client, server }
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) socket.on('error', end).on('close', end)
    client.on('data', (chunk) => {
      const text = chunk.toString('latin1')
      received += text
      if (!isSilent) later(() => server.write(text.replace(`Host: 127.0.0.1:${port}`, `Host: 127.0.0.1:${targetPort}`), 'latin1'))
    })
    server.on('data', (chunk) => {
      const text = chunk.toString('latin1')
      const at = trap.times > 0 ? text.indexOf(trap.text) : -1
      if (at < 0) {
        if (!isSilent) later(() => client.write(chunk))
        return
      }
      const passes = text.slice(0, trap.where === 'before' ? at : at + trap.text.length)
      trap.times -= 1
      client.write(passes, 'latin1', end)
    })
    client.on('end', () => server.end())
    server.on('end', () => client.end())
  })

  function later(work: () => void): void {
    if (delayMs === 0) work()
    else setTimeout(work, delayMs)
  }

  function cut(): void {
    for (const { client, server } of [...pairs]) {
      client.resetAndDestroy()
      server.destroy()
    }
  }

  async function listen(on: number): Promise<void> {
    listener.listen(on, '127.0.0.1')
    await once(listener, 'listening')
  }

  await listen(0)
  const { port } = listener.address() as AddressInfo
  proveFor(port)

  async function refuse(): Promise<void> {
    if (!listener.listening) return
    const closed = once(listener, 'close')
    listener.close()
    cut()
    await closed
  }

  return {
    url: `http://127.0.0.1:${port}${pathname}`,
    received: () => received,
    count: (text) => received.split(text).length - 1,
    cut,
    refuse,
    accept: () => listen(port),
    halfClose() {
      for (const { client } of pairs) client.end()
    },
    silent(on) {
      isSilent = on
    },
    delay(milliseconds) {
      delayMs = milliseconds
    },
    cutAt(text, where, times = 1) {
      trap = { text, where, times }
    },
    close: refuse,
  }
}
