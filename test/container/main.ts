import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, copyFileSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { readEndpointFile } from '../../src/discovery/endpoint-file.ts'
import { root } from '../root.ts'
import { all, letIn, words } from './dockerfile.ts'

// `npm run test:container`: runs the Dockerfile's script in a folder that holds only what .dockerignore lets in, and starts what comes out of it as
// a container engine would. It needs the npm registry, and no engine. What it cannot show: that the base images exist and hold what we think.

/** Docker waits so long between the stop signal and SIGKILL (https://docs.docker.com/reference/cli/docker/container/stop/). */
const graceMs = 10_000

/** How long the health check may fail: the `--start-period` of the Dockerfile. */
const startPeriodMs = 20_000

/** What the command may add to the base image. */
const mostBytes = 4e6

assert(process.version.startsWith('v24.'), `Node 24 stands in for the one of the base images; this is ${process.version}.`)
const folder = mkdtempSync(join(tmpdir(), 'tonearm-container-'))
process.once('SIGINT', () => process.exit(130))
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
// The image's user has to get in.
chmodSync(folder, 0o755)
const node = join(folder, 'programs', 'node')
mkdirSync(join(folder, 'programs'))
copyFileSync(process.execPath, node)

const context = join(folder, 'context')
for (const name of letIn()) cpSync(join(root, name), join(context, name), { recursive: true })
execFileSync('sh', ['scripts/build-image.sh'], { cwd: context, env: buildEnvironment(), stdio: ['ignore', 'inherit', 'inherit'] })
const image = join(context, 'image')
tell('scripts/build-image.sh builds it from what .dockerignore lets in')

assert(!existsSync(join(image, 'app', 'node_modules')), 'it has packages of its own')
assert.deepEqual(readdirSync(join(image, 'app', 'out')).sort(), ['bridge', 'cli.js', 'command', 'tonearm.mcpb'])
const paths = readdirSync(image, { recursive: true, encoding: 'utf8' })
const bytes = paths.reduce((sum, path) => sum + lstatSync(join(image, path)).size, 0)
assert(bytes < mostBytes, `it adds ${bytes} bytes to the base image`)
tell(`adds ${(bytes / 1e6).toFixed(1)} MB in ${paths.length} files to the base image, without packages and the desktop app`)

const [uid = 0, gid = 0] = all('USER')[0]?.split(':').map(Number) ?? []
const isRoot = process.getuid?.() === 0
// Only root can choose another user, and give files to it.
const user = isRoot ? { uid, gid } : {}
if (isRoot) chownSync(join(image, 'data'), uid, gid)

const bare = run(words('CMD'), {})
assert.equal(await bare.ended(), 1, bare.output())
assert.match(bare.output(), /needs a token of yours in TONEARM_TOKEN/)
tell('says what is missing without TONEARM_TOKEN')

const token = 'only-for-this-check-0123456789abcdefghij'
const container = run(words('CMD'), { TONEARM_TOKEN: token, SPOTIFY_CLIENT_ID: '0'.repeat(32), TONEARM_PORT: '0' })
const startedAt = Date.now()
while (health() !== 0) {
  assert(container.child.exitCode === null && Date.now() - startedAt < startPeriodMs, `it did not get healthy:\n${container.output()}`)
  await pause(200)
}
tell(`is healthy after ${Date.now() - startedAt} ms, ${isRoot ? `as user ${uid}` : 'as this user, since only root can choose another'}`)

const client = new Client({ name: 'container-test', version: '1.0.0' })
const { url = '' } = readEndpointFile(join(image, 'data', 'endpoint.json')) ?? {}
const requestInit = { headers: { Authorization: `Bearer ${token}` } }
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }))
assert((await client.listTools()).tools.length > 10)
tell('answers an MCP client')

// With the client connected: Docker's stop does not wait for it either.
container.child.kill(all('STOPSIGNAL')[0] as NodeJS.Signals)
const stoppedAt = Date.now()
assert.equal(await Promise.race([container.ended(), pause(graceMs, 'still running', { ref: false })]), 0, container.output())
tell(`ends after ${Date.now() - stoppedAt} ms when it is told to stop`)
await client.close()
assert.equal(health(), 1)
tell('is not healthy any more')

/** Nothing that `npm run` or the checkout added; npm finds its registry and its cache as always. */
function buildEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_(?!config_(registry|cache)$)/i.test(name))
  const path = (process.env.PATH ?? '').split(delimiter).filter((place) => !place.includes('node_modules'))
  return { ...Object.fromEntries(kept), PATH: [join(folder, 'programs'), ...path].join(delimiter) }
}

/** Where a path of the image is on this machine. Node is where distroless has it (https://github.com/GoogleContainerTools/distroless). */
function here(word: string): string {
  if (word === '/nodejs/bin/node') return node
  return word.startsWith('/') ? join(image, word) : word
}

/** The environment of the image, and what its user gives it. */
function environment(given: Record<string, string>): Record<string, string> {
  const own = all('ENV')
    .flatMap((line) => line.split(' '))
    .map((pair) => pair.split('=') as [string, string])
  return { PATH: '/usr/bin:/bin', HOME: '/home/nonroot', ...Object.fromEntries(own.map(([name, value]) => [name, here(value)])), ...given }
}

/** Starts the image with these words behind its entrypoint. */
function run(command: string[], given: Record<string, string>) {
  const [file = '', ...rest] = [...words('ENTRYPOINT'), ...command].map(here)
  const child = spawn(file, rest, { cwd: join(image, 'app'), env: environment(given), stdio: ['ignore', 'pipe', 'pipe'], ...user })
  process.once('exit', () => child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const closed = once(child, 'close').then(([code]) => code as number | null)
  return { child, output: () => output, ended: () => closed }
}

/** The exit code of the image's health check. */
function health(): number | null {
  const [file = '', ...rest] = words('HEALTHCHECK').map(here)
  return spawnSync(file, rest, { env: environment({}), timeout: 10_000, ...user }).status
}

function tell(sentence: string): void {
  console.log(`✓ ${sentence}`)
}
