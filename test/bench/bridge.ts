import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { buildBridge } from '../../scripts/build-bridge.ts'
import { silentLog } from '../../src/config/logging.ts'
import { writeEndpointFile } from '../../src/discovery/endpoint-file.ts'
import { proofOf } from '../../src/discovery/proof.ts'
import { startEndpoint } from '../../src/mcp/http/endpoint.ts'
import { servedWith, testCatalog } from '../mcp/test-catalog.ts'

// `node test/bench/bridge.ts`: what a tool call costs more through bridge.js than directly, in the same run and in turns; and how long bridge.js
// takes from its start to its first answer, beside a Node that does nothing. Fails above 3 ms, or above three times as long.

const calls = 1_000
const starts = 15
const highestOverheadMs = 3
const highestRatio = 3

const directory = mkdtempSync(join(tmpdir(), 'tonearm-bench-'))
const bridge = await buildBridge(directory)
const token = 'bench'
const endpoint = await startEndpoint({
  served: servedWith(testCatalog()),
  port: 0,
  token: () => token,
  log: silentLog,
  prove: (nonce, port) => proofOf(token, nonce, port),
  limits: { requestsPerMinute: 1_000_000 },
})
writeEndpointFile(join(directory, 'endpoint.json'), { url: endpoint.url, token, controlToken: 'control', pid: process.pid, version: '0' })
const words = [bridge, '--data-dir', directory]

const direct = new Client({ name: 'direct', version: '1' })
const requestInit = { headers: { Authorization: `Bearer ${token}` } }
await direct.connect(new StreamableHTTPClientTransport(new URL(endpoint.url), { requestInit }))
const bridged = new Client({ name: 'bridged', version: '1' })
await bridged.connect(new StdioClientTransport({ command: process.execPath, args: words, stderr: 'ignore' }))

for (let call = 0; call < 100; call += 1) for (const client of [direct, bridged]) await timedCall(client)
const times = { direct: [] as number[], bridged: [] as number[] }
for (let call = 0; call < calls; call += 1) {
  times.direct.push(await timedCall(direct))
  times.bridged.push(await timedCall(bridged))
}
await Promise.all([direct.close(), bridged.close()])

const start = { nothing: [] as number[], bridge: [] as number[] }
for (let round = 0; round < starts; round += 1) {
  start.nothing.push(await timed(startNothing))
  start.bridge.push(await timed(startToFirstAnswer))
}
await endpoint.close()
rmSync(directory, { recursive: true })

const overheadMs = percentile(times.bridged, 50) - percentile(times.direct, 50)
const ratio = percentile(start.bridge, 50) / percentile(start.nothing, 50)
const lines = [
  `${calls} calls each, in turns: direct ${summary(times.direct)}, through bridge.js ${summary(times.bridged)}`,
  `bridge.js adds ${overheadMs.toFixed(2)} ms at the median (at most ${highestOverheadMs})`,
  `start to first answer ${summary(start.bridge)}, node -e 0 ${summary(start.nothing)}: ratio ${ratio.toFixed(2)} (at most ${highestRatio})`,
]
process.stdout.write(`${lines.join('\n')}\n`)
if (overheadMs > highestOverheadMs || ratio > highestRatio) process.exitCode = 1

function timedCall(client: Client): Promise<number> {
  return timed(() => client.callTool({ name: 'echo', arguments: { text: 'Midnight River' } }))
}

async function startNothing(): Promise<void> {
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit')
}

async function startToFirstAnswer(): Promise<void> {
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'ignore'] })
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } }
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })}\n`)
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN
}

function summary(values: number[]): string {
  return `${percentile(values, 50).toFixed(2)} ms (p95 ${percentile(values, 95).toFixed(2)})`
}
