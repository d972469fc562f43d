import { join } from 'node:path'
import { buildBridge } from '../../scripts/build-bridge.ts'
import { buildOnce } from '../package/build-once.ts'

const sources = [
  'src/bridge.ts',
  'src/bridge',
  'src/discovery',
  'src/config',
  'src/shared',
  'src/tools',
  'src/mcp',
  'package.json',
  'scripts/build-bridge.ts',
  'scripts/built-in-lists.ts',
]

/** The path of bridge.js, as it is shipped. */
export async function builtBridge(): Promise<string> {
  return join(await buildOnce('tonearm-bridge', sources, buildBridge), 'bridge', 'bridge.js')
}
