import { version } from '../config/version.ts'
import { builtInLists } from './built-in-lists.ts'
import { type RelayOptions, relay } from './relay.ts'

/**
 * Runs the bridge between the MCP client at standard input and output and the running Tonearm, until the client goes or `signal` aborts. While it
 * runs, nothing else may write to standard output.
 */
export function runBridge(
  options: Pick<RelayOptions, 'endpointFile' | 'listsFile' | 'signal' | 'log'> & Partial<RelayOptions>,
): Promise<void> {
  return relay({ input: process.stdin, output: process.stdout, platform: process.platform, version, builtInLists, ...options })
}
