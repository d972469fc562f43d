import { dirname } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { newComputer } from '../commands/run-command.ts'
import { running } from '../mcp/running.ts'
import { said, testCatalog } from '../mcp/test-catalog.ts'
import { start } from '../run-program.ts'
import { endpointFile, introduction, startBridge, until } from './bridge-in-process.ts'
import { builtBridge } from './built-bridge.ts'
import { envelope, modernEndpoint } from './modern-endpoint.ts'

let bridge: string
beforeAll(async () => {
  bridge = await builtBridge()
})

const lines = (...messages: object[]) => messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('')
const initialize = { id: 0, method: 'initialize', params: introduction }
const call = (id: number, name: string, text = '') => ({ id, method: 'tools/call', params: { name, arguments: { text } } })

/** bridge.js as a program, with a client that writes into its pipe. */
function startProgram(place: { file: string }) {
  return start(process.execPath, [bridge, '--data-dir', dirname(place.file)], newComputer().environment)
}

/** An endpoint whose tool `slow` ends when it is cancelled, and counts that. */
async function endpoint() {
  let cancelled = 0
  const catalog = testCatalog({
    async slow(_, { signal }) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      cancelled += 1
      return said('')
    },
  })
  const there = await running({ catalog })
  const place = endpointFile()
  place.write({ url: there.endpoint.url, token: there.token })
  return { ...there, catalog, place, cancelled: () => cancelled }
}

describe('a client that closes its side of the pipe', () => {
  it('still gets the answers to what it has asked', async () => {
    const { place, endpoint: there } = await endpoint()
    const child = startProgram(place)
    const slowly = { id: 2, method: 'tools/call', params: { name: 'echo', arguments: { text: 'in a while', delayMs: 400 } } }
    child.type(lines(initialize, call(1, 'echo', 'at once'), slowly))
    child.endInput()
    const { code, stdout } = await child.ended
    expect(code).toBe(0)
    expect(stdout).toContain('"text":"at once"')
    expect(stdout).toContain('"text":"in a while"')
    expect(there.clients()).toEqual([])
  })

  it('hears at once that Tonearm is not running', async () => {
    const child = startProgram(endpointFile())
    const before = performance.now()
    child.type(lines(initialize, call(1, 'echo')))
    child.endInput()
    expect((await child.ended).stdout).toContain('Tonearm is not running. Start it from')
    expect(performance.now() - before).toBeLessThan(5_000)
  })

  it('does not leave a call behind that takes too long: it is cancelled', async () => {
    const { place, cancelled, catalog } = await endpoint()
    const client = startBridge({ endpointFile: place.file, timeouts: { finishMs: 100 } })
    await client.initialize()
    client.write(lines(call(1, 'slow')))
    await until(() => catalog.calls.length === 1)
    await client.leave()
    await until(() => cancelled() === 1)
  })

  it('does so in 2026-07-28 too, where listen streams simply end', async () => {
    const there = await modernEndpoint()
    const place = endpointFile()
    place.write(there)
    const client = startBridge({ endpointFile: place.file, timeouts: { finishMs: 100 } })
    const listen = { id: 'l', method: 'subscriptions/listen', params: { notifications: { toolsListChanged: true }, _meta: envelope } }
    const slow = { id: 1, method: 'tools/call', params: { name: 'slow', arguments: {}, _meta: envelope } }
    client.write(lines(listen, slow))
    await until(() => there.headers().some((headers) => headers['mcp-name'] === 'slow') && there.listening() === 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await client.leave()
    await until(() => there.cancelled() === 1 && there.listening() === 0)
    expect(client.seen().every(({ id }) => id === undefined)).toBe(true)
  })
})

describe('a bridge that is ended by its client', () => {
  it('cancels what is under way, on SIGTERM', async () => {
    const { place, cancelled, catalog } = await endpoint()
    const child = startProgram(place)
    child.type(lines(initialize, { method: 'notifications/initialized' }, call(1, 'slow')))
    await until(() => catalog.calls.length === 1)
    expect(await child.stop('SIGTERM')).toMatchObject({ code: 0 })
    await until(() => cancelled() === 1)
  })

  it('can be started twice, and killed: clients try out one protocol in a process that they kill', async () => {
    const there = await modernEndpoint()
    const place = endpointFile()
    place.write(there)
    const [probe, real] = [startProgram(place), startProgram(place)]
    for (const child of [probe, real]) child.type(lines({ id: 'd', method: 'server/discover', params: { _meta: envelope } }))
    for (const child of [probe, real]) await child.saw(/"supportedVersions"/, 'stdout')
    await probe.stop('SIGKILL')
    real.type(lines({ id: 1, method: 'tools/call', params: { name: 'echo', arguments: { text: 'alive' }, _meta: envelope } }))
    await real.saw(/"text":"alive"/, 'stdout')
    real.endInput()
    expect(await real.ended).toMatchObject({ code: 0 })
  })
})
