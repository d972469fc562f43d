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

/** How it is connected: by us in some way, or by its own commands for plugins. */
export type TrialWay = ConnectionWay | 'plugin'

/** Our files, as they are built. */
export type Built = { bridge: string; plugin: string }

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
  { programs, built, model, way: asked }: { programs: string; built: Built; model: FakeModel; way?: TrialWay },
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
  const environment: Record<string, string> = { PATH, HOME: home, ...client.environment?.(model.url) }
  const computer = createComputer({ platform: process.platform, home, environment })
  const product = await startProduct({ world: emptyWorld(), own: { bridge: built.bridge }, computer })
  // A plugin is the same on every computer, so its bridge looks where Tonearm usually is, or where this says.
  if (asked === 'plugin') environment.TONEARM_DATA_DIR = product.paths.directory
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
    steps.push(['connected', await (asked === 'plugin' ? installPlugin(bench, built.plugin) : connect(bench, asked))])
    const way = asked === 'plugin' ? 'plugin' : /bridge\.js/.test(bench.settings()) ? 'bridge' : 'HTTP'
    steps.push(['listed', await list(bench)], ['called', await call(bench, model)])
    await product.tonearm.rotateToken()
    steps.push(['new key', await reach(bench, model)])
    await product.tonearm.restartEndpoint()
    steps.push(['other port', await reach(bench, model)])
    steps.push(['removed', await remove(bench, way)])
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

/** By the client's own commands; then we have to see it, and must not bring the tools a second time. */
async function installPlugin({ client, product, run }: Bench, folder: string): Promise<string> {
  const valid = client.plugins?.validate && (await run([...client.plugins.validate, folder]))
  if (valid && !/passed/i.test(valid)) return `FAILED: ${firstLines(valid)}`
  const added = await run(['plugin', 'marketplace', 'add', folder])
  const installed = await run(['plugin', 'install', 'tonearm@tonearm'])
  const { clients } = product.tonearm
  const view = (await clients.list()).find(({ name }) => name === client.name)
  const { steps } = await clients.preview(client.name, 'connect')
  if (view?.state !== 'connected' || !view.note?.includes('plugin') || steps.length > 0)
    return `FAILED: ${firstLines(`${added}\n${installed}`)}`
  return valid ? 'by its command for plugins, which finds nothing wrong with it' : 'by its command for plugins'
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

async function remove({ client, product, settings, run }: Bench, way: string): Promise<string> {
  const { clients } = product.tonearm
  const { id } = await clients.preview(client.name, 'disconnect')
  await clients.apply(client.name, 'disconnect', id)
  const after = settings()
  const isSame = client.rewritesSettings ? holdsAll(after, client.settings.text) : after === client.settings.text
  // Claude Code remembers how often a plugin was used.
  if (!isSame || (way !== 'plugin' && after.includes('tonearm'))) return `FAILED: its settings are not as before: ${after.slice(0, 300)}`
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
