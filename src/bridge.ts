// The entry of bridge.js. Claude Desktop, and every other client that only starts programs, runs it to reach the running Tonearm.
import { chosenDirectory } from './bridge/arguments.ts'
import { runBridge } from './bridge/run-bridge.ts'
import { findPaths } from './config/paths.ts'

const directory = chosenDirectory(process.argv.slice(2), process.env)
const paths = findPaths({ directory, environment: { ...process.env, TONEARM_DATA_DIR: undefined } })
const ended = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => ended.abort())
// A client may close standard error: the bridge works without it.
process.stderr.on('error', () => {})

runBridge({
  endpointFile: paths.endpoint,
  listsFile: paths.lists,
  signal: ended.signal,
  log: (text) => void process.stderr.write(`Tonearm's bridge: ${text}\n`),
}).then(() => process.exit(0))
