/** Whether a host, as `URL.hostname` writes it, is this computer itself. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d+){3}$/.test(host)
}

/** Whether an address is plain HTTP at a literal loopback address, so that no name is looked up on the way. */
export function isLiteralLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && (hostname === '127.0.0.1' || hostname === '[::1]')
}
