import { findPaths } from '../config/paths.ts'
import { chosenDirectory } from './arguments.ts'
import { runBridge } from './run-bridge.ts'
import type { createStarter } from './start-tonearm.ts'

/**
 * Runs bridge.js: Claude Desktop, and every other client that only starts programs, runs it to reach the running Tonearm.
 *
 * @param makeStarter starts Tonearm when a client needs it; missing in the bridge that starts no other program
 */
export function runProgram(makeStarter?: typeof createStarter): void {
  const directory = chosenDirectory(process.argv.slice(2), process.env)
  const environment = { ...process.env, TONEARM_DATA_DIR: undefined }
  const paths = findPaths({ directory, environment })
  const ended = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ended.abort())
  // A client may close standard error: the bridge works without it.
  process.stderr.on('error', () => {})
  const log = (text: string) => void process.stderr.write(`Tonearm's bridge: ${text}\n`)

  runBridge({
    endpointFile: paths.endpoint,
    listsFile: paths.lists,
    startTonearm: makeStarter?.({ paths, environment, log }),
    signal: ended.signal,
    log,
  }).then(() => process.exit(0))
}
