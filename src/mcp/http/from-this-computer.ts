import type { IncomingMessage } from 'node:http'
import { isLoopbackHost } from '../../shared/loopback.ts'

/** What proxies add. One that adds nothing and changes Host looks like a program on this computer. */
const addedByProxies = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/**
 * Whether a request comes from a program on this computer: over the loopback interface, to one of its names, and through no proxy that says so. Another name
 * (`--allow-host`) belongs to a container, a tunnel or a proxy.
 */
export function isFromThisComputer({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean {
  const address = `http://${headers.host ?? ''}`
  const from = socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''
  return (
    isLoopbackHost(from === '::1' ? '[::1]' : from) &&
    URL.canParse(address) &&
    isLoopbackHost(new URL(address).hostname) &&
    addedByProxies.every((name) => headers[name] === undefined)
  )
}
