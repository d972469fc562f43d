import type { ProxyAgent } from 'undici'
import { isLoopbackHost } from '../shared/loopback.ts'
import { decidesAboutProxies, firstProxy, type ProxyServer, proxyFor } from './proxy.ts'

/** A request through a proxy that got no answer. `name` is that of what `fetch` threw, which is the cause. */
export class ProxyFailure extends Error {
  /** Host and port. */
  readonly proxy: string

  constructor(proxy: string, cause: unknown) {
    super('A request through a proxy failed', { cause: cause instanceof Error ? (cause.cause ?? cause) : cause })
    this.name = cause instanceof Error ? cause.name : 'Error'
    this.proxy = proxy
  }
}

/**
 * `fetch` through the proxy that the environment names or, when the environment says nothing, through the system's. Addresses of this computer are always
 * asked directly.
 *
 * @param options.systemProxy the answer of the system for an address, as `PROXY proxy.example:3128; DIRECT`
 */
export function createProxiedFetch(options: {
  environment: NodeJS.ProcessEnv
  systemProxy?: (address: string) => Promise<string>
}): typeof fetch {
  const { environment, systemProxy } = options
  const agents = new Map<string, ProxyAgent>()

  async function findProxy(address: URL): Promise<ProxyServer | undefined> {
    if (isLoopbackHost(address.hostname)) return undefined
    if (systemProxy === undefined || decidesAboutProxies(environment)) return proxyFor(address, environment)
    return firstProxy(await systemProxy(address.href))
  }

  async function throughProxy(proxy: ProxyServer, address: URL, init: RequestInit | undefined): Promise<Response> {
    // Loaded when it is first needed: most people have no proxy, and the program starts faster without it.
    const undici = await import('undici')
    const dispatcher = agents.get(proxy.url) ?? new undici.ProxyAgent({ uri: proxy.url })
    agents.set(proxy.url, dispatcher)
    try {
      // The same standard, in the types of another package.
      return (await undici.fetch(address, { ...(init as object), dispatcher })) as unknown as Response
    } catch (error) {
      throw new ProxyFailure(proxy.name, error)
    }
  }

  return async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input)
    const proxy = await findProxy(address)
    return proxy ? throughProxy(proxy, address, init) : fetch(input, init)
  }
}
