import { version } from '../config/version.ts'
import { type RelayOptions, relay } from './relay.ts'

/**
 * Acts as the bridge between the MCP client at standard input and output and the Tonearm that says in `endpointFile` how to reach it, until the
 * client goes or `signal` aborts. Nothing else may write to standard output meanwhile.
 */
export function runBridge(options: Pick<RelayOptions, 'endpointFile' | 'signal' | 'say'> & Partial<RelayOptions>): Promise<void> {
  return relay({ input: process.stdin, output: process.stdout, platform: process.platform, version, ...options })
}
