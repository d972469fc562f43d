import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { createComputer } from '../../src/clients/system/computer.ts'
import type { ConnectionWay } from '../../src/shared/clients.ts'
import { emptyWorld } from '../fake-spotify/builders.ts'
import { type Product, startProduct } from '../product.ts'
import { calledTool, type FakeModel } from './fake-model.ts'
import type { RealClient } from './real-clients.ts'
import { endLeftovers, runClient } from './run-client.ts'

/** What came of trying a client, one step after the other. `way`, `era` and `name` are what was seen, not what was expected. */
export type Trial = { way: string; era: string; name: string; steps: [step: string, result: string][] }

/** A computer on which nothing is but this client, and a Tonearm that serves it. */
type Bench = {
  client: RealClient
  product: Product
  run(words: string[]): Promise<string>
  settings(): string
  /** The product saw a session of the client since the last question. */
  wasSeen(): boolean
}

/** Connects a client as a person would, lets it list and call, gives it a new key and port, and takes Tonearm out again. */
export async function tryClient(
  client: RealClient,
  { programs, bridge, model, way: asked }: { programs: string; bridge: string; model: FakeModel; way?: ConnectionWay },
): Promise<Trial> {
  const home = mkdtempSync(join(tmpdir(), 'real-client-'))
  const place = (file: string) => join(home, file)
  const write = (file: string, text: string) => {
    mkdirSync(dirname(place(file)), { recursive: true })
    writeFileSync(place(file), text)
  }
  write('work/readme.txt', 'An empty project.\n')
  for (const [file, text] of Object.entries(client.files?.(model.url) ?? {})) write(file, text)
  write(client.settings.file, client.settings.text)
  const PATH = [programs, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter)
  const environment = { PATH, HOME: home, ...client.environment?.(model.url) }
  const computer = createComputer({ platform: process.platform, home, environment })
  const product = await startProduct({ world: emptyWorld(), own: { bridge }, computer })
  const seen = watch(product)
  const bench: Bench = {
    client,
    product,
    settings: () => readFileSync(place(client.settings.file), 'utf8'),
    run: (words) => runClient(join(programs, client.program), words, { cwd: place('work'), environment }),
    wasSeen: seen.again,
  }
  const steps: Trial['steps'] = []
  try {
    if (client.prepare) await bench.run(client.prepare(model.url))
    steps.push(['connected', await connect(bench, asked)])
    const way = /bridge\.js/.test(bench.settings()) ? 'bridge' : 'HTTP'
    steps.push(['listed', await list(bench)], ['called', await call(bench, model)])
    await product.tonearm.rotateToken()
    steps.push(['new key', await reach(bench, model)])
    await product.tonearm.restartEndpoint()
    steps.push(['other port', await reach(bench, model)])
    steps.push(['removed', await remove(bench)])
    return { way, era: seen.eras(), name: seen.names(), steps }
  } finally {
    seen.stop()
    await product.stop()
    endLeftovers(home)
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

async function connect({ client, product }: Bench, way?: ConnectionWay): Promise<string> {
  const { clients } = product.tonearm
  const { id, steps } = await clients.preview(client.name, 'connect', way)
  await clients.apply(client.name, 'connect', id, way)
  return steps.map(({ kind }) => (kind === 'run' ? 'by its command' : 'by its file')).join(', ')
}

async function list({ client, run, wasSeen }: Bench): Promise<string> {
  if (!client.list) return 'skipped: it has no list'
  const { words, connected } = client.list
  const said = await run(words)
  if (connected) return connected.test(said) && wasSeen() ? 'and reached' : `FAILED: ${firstLines(said)}`
  return said.includes('tonearm') ? 'yes' : `FAILED: ${firstLines(said)}`
}

async function call({ client, product, run }: Bench, model: FakeModel): Promise<string> {
  if (!client.call) return 'skipped: no model of ours can be set'
  const before = calls(product)
  const said = await run(client.call(model.url))
  return calls(product) > before ? 'yes' : `FAILED: ${firstLines(said)}`
}

const calls = (product: Product) => product.tonearm.status().calls.filter(({ tool }) => tool === calledTool).length

/** Whether the client reaches us, by the least that shows it. */
async function reach(bench: Bench, model: FakeModel): Promise<string> {
  const result = bench.client.list?.connected ? await list(bench) : await call(bench, model)
  return result === 'and reached' ? 'yes' : result
}

async function remove({ client, product, settings, run }: Bench): Promise<string> {
  const { clients } = product.tonearm
  const { id } = await clients.preview(client.name, 'disconnect')
  await clients.apply(client.name, 'disconnect', id)
  const after = settings()
  const isSame = client.rewritesSettings ? holdsAll(after, client.settings.text) : after === client.settings.text
  if (!isSame || after.includes('tonearm')) return `FAILED: its settings are not as before: ${after.slice(0, 300)}`
  const { words, connected = /tonearm/ } = client.list ?? { words: [] }
  if (client.list && connected.test(await run(words))) return 'FAILED: it still lists Tonearm'
  return client.rewritesSettings ? 'the same content' : 'the same bytes'
}

/** Whether settings that the client writes itself still have what was in them, and no server of ours. */
function holdsAll(after: string, before: string): boolean {
  const [now, then] = [JSON.parse(after), JSON.parse(before)] as Record<string, unknown>[]
  return Object.entries(then ?? {}).every(([key, value]) => isDeepStrictEqual(now?.[key], value))
}

/** Watches which clients come, in which era of the protocol. */
function watch(product: Product) {
  const eras = new Set<string>()
  const names = new Set<string>()
  let isNew = false
  const onRequest = (message: unknown) => {
    const { request } = message as { request: IncomingMessage }
    if (!request.url?.startsWith('/mcp')) return
    const era = request.headers['mcp-protocol-version']
    if (typeof era === 'string') eras.add(era)
    isNew = true
  }
  subscribe('http.server.request.start', onRequest)
  const stopListening = product.tonearm.onStatus(() => {
    for (const { name } of product.tonearm.status().clients) names.add(name)
  })
  return {
    eras: () => [...eras].toSorted().join(', ') || 'no header',
    names: () => [...names].toSorted().join(', '),
    again() {
      const was = isNew
      isNew = false
      return was
    },
    stop() {
      stopListening()
      unsubscribe('http.server.request.start', onRequest)
    },
  }
}

const firstLines = (said: string) => said.trim().split('\n').slice(-4).join(' / ').slice(0, 400)
