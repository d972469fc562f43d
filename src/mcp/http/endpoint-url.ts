import { isIPv6 } from 'node:net'
import { thisComputer } from '../../config/listen-on.ts'

/** Where clients on this computer connect. */
export function endpointUrl(port: number, address = thisComputer.address): string {
  const everywhere = address === '0.0.0.0' || address === '::'
  const name = everywhere ? thisComputer.address : isIPv6(address) ? `[${address}]` : address
  return `http://${name}:${port}/mcp`
}
