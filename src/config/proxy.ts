import { isLoopbackHost } from '../shared/loopback.ts'
import { Problem } from '../shared/problem.ts'

/** A proxy: where it is, with its user and password if it needs them, and how it may be named to people, without them. */
export type ProxyServer = { url: string; name: string }

/**
 * The proxy that the environment names for an address: HTTPS_PROXY or HTTP_PROXY, unless NO_PROXY lists the host. Upper and lower case both count, as in
 * other programs. Never one for an address of this computer.
 *
 * @throws Problem `invalid-setting` for a proxy that is not an http or https address
 */
export function proxyFor(address: URL, environment: NodeJS.ProcessEnv): ProxyServer | undefined {
  const variable = address.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const given = valueIn(variable, environment)
  if (!given || isLoopbackHost(address.hostname) || isExcluded(address, valueIn('NO_PROXY', environment) ?? '')) return undefined
  return parseProxy(given, variable)
}

/** Whether the environment decides about proxies, so that the system's settings do not. */
export function decidesAboutProxies(environment: NodeJS.ProcessEnv): boolean {
  return ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'].some((variable) => valueIn(variable, environment))
}

/**
 * The first proxy in the form of a proxy script's answer, such as `PROXY proxy.example:3128; DIRECT`. Undefined when it names none, or one of a kind that
 * Tonearm cannot use (SOCKS).
 */
export function firstProxy(answer: string): ProxyServer | undefined {
  const [kind = '', place = ''] = (answer.split(';')[0] ?? '').trim().split(/\s+/)
  const scheme = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' }[kind.toUpperCase()]
  return scheme && URL.canParse(`${scheme}://${place}`) ? { url: `${scheme}://${place}`, name: place } : undefined
}

function valueIn(variable: string, environment: NodeJS.ProcessEnv): string | undefined {
  return (environment[variable.toLowerCase()] || environment[variable])?.trim()
}

/** @param list hosts with an optional port, separated by commas; `*` for all, `.spotify.com` or `*.spotify.com` for a domain and what is below it */
function isExcluded({ hostname, port, protocol }: URL, list: string): boolean {
  const usedPort = port || (protocol === 'https:' ? '443' : '80')
  return list
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, host = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
      if (onlyPort !== undefined && onlyPort !== usedPort) return false
      const domain = host.replace(/^\*?\./, '')
      return host === '*' || hostname === domain || hostname.endsWith(`.${domain}`)
    })
}

/** Many write `proxy.example:3128`. */
function parseProxy(given: string, variable: string): ProxyServer {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(given) ? given : `http://${given}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new Problem('invalid-setting', `${variable} names a proxy that Tonearm cannot use. Give it the form http://proxy.example:3128.`)
  }
  return { url: url.href, name: url.host }
}
