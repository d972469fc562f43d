import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { LATEST_PROTOCOL_VERSION, SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { protocolVersions } from '../../src/bridge/era-2025/own-answers.ts'
import { defaultTimeouts } from '../../src/bridge/timeouts.ts'
import { running } from '../mcp/running.ts'
import { endpointFile, introduction, startBridge } from './bridge-in-process.ts'
import { startFaultProxy } from './fault-proxy.ts'

const notRunning = 'Tonearm is not running. Start it from the applications menu, then ask again.'

describe('the bridge, while Tonearm is not running', () => {
  it('waits twenty seconds for it, and looks five times a second', () => {
    expect(defaultTimeouts).toMatchObject({ startMs: 20_000, progressMs: 2_000, pollMs: 200, backgroundPollMs: 1_000 })
  })

  it('answers initialize all the same, as the endpoint does', async () => {
    const { endpoint, token } = await running()
    const place = endpointFile()
    place.write({ url: endpoint.url, token })
    const real = await startBridge({ endpointFile: place.file }).initialize()

    const bridge = startBridge({ endpointFile: endpointFile().file, timeouts: { startMs: 50 } })
    expect(await bridge.initialize()).toEqual(real)
    expect(bridge.logged()).toContain(notRunning)
  })

  it('agrees to the protocol versions that the endpoint agrees to', async () => {
    expect(protocolVersions).toEqual(SUPPORTED_PROTOCOL_VERSIONS)
    for (const [asked, agreed] of [
      ...SUPPORTED_PROTOCOL_VERSIONS.map((known) => [known, known]),
      ['2026-07-28', LATEST_PROTOCOL_VERSION],
    ]) {
      const bridge = startBridge({ endpointFile: endpointFile().file, timeouts: { startMs: 1 } })
      expect((await bridge.initialize({ protocolVersion: asked })).result?.protocolVersion).toBe(agreed)
    }
  })

  it.each([
    ['linux', 'the applications menu'],
    ['darwin', 'the Applications folder'],
    ['win32', 'the Start menu'],
  ] as const)('says on %s to start it from %s, to the model and to the client', async (platform, place) => {
    const sentence = `Tonearm is not running. Start it from ${place}, then ask again.`
    const bridge = startBridge({ endpointFile: endpointFile().file, platform, timeouts: { startMs: 20 } })
    await bridge.initialize()
    expect(await bridge.call('echo')).toEqual({ text: sentence, failed: true })
    expect((await bridge.ask('resources/list')).error).toEqual({ code: -32000, message: sentence })
  })

  it('answers what waited as soon as it is started, and tells the client to read the lists that are different', async () => {
    const place = endpointFile()
    const bridge = startBridge({ endpointFile: place.file, timeouts: { startMs: 1_000 } })
    await bridge.initialize({ protocolVersion: '2025-06-18' })
    for (const list of ['tools', 'prompts']) await bridge.ask(`${list}/list`)
    const resources = bridge.ask('resources/list')
    const waiting = bridge.call('echo', { text: 'at last' })
    const { endpoint, token } = await running()
    place.write({ url: endpoint.url, token })
    expect(await waiting).toEqual({ text: 'at last', failed: false })
    expect((await resources).result).toEqual({ resources: [] })
    for (const list of ['tools', 'prompts']) await bridge.next(({ method }) => method === `notifications/${list}/list_changed`)
    expect(endpoint.clients()).toEqual([expect.objectContaining({ name: 'hand-made', version: '1' })])
  })

  it('notices in the background when it is started', async () => {
    const place = endpointFile()
    const bridge = startBridge({ endpointFile: place.file, timeouts: { startMs: 20 } })
    await bridge.initialize()
    await bridge.ask('tools/list')
    const { endpoint, token } = await running()
    place.write({ url: endpoint.url, token })
    await bridge.next(({ method }) => method === 'notifications/tools/list_changed')
    expect(endpoint.clients()).toHaveLength(1)
  })

  it('does not tell a client to read lists that it has not read yet', async () => {
    const place = endpointFile()
    const bridge = startBridge({ endpointFile: place.file })
    const introduced = bridge.initialize()
    const { endpoint, token } = await running()
    place.write({ url: endpoint.url, token })
    await introduced
    await bridge.call('echo', { text: 'on' })
    expect(bridge.seen().filter(({ method }) => method)).toEqual([])
  })

  it('drops a request that is cancelled while it waits', async () => {
    const place = endpointFile()
    const bridge = startBridge({ endpointFile: place.file, timeouts: { startMs: 200 } })
    await bridge.initialize()
    bridge.send(
      { jsonrpc: '2.0', id: 'given up', method: 'tools/call', params: { name: 'echo' } },
      { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'given up' } },
    )
    expect((await bridge.call('echo')).text).toBe(notRunning)
    expect(bridge.seen().some(({ id }) => id === 'given up')).toBe(false)
  })

  it('ends at once when the client goes', async () => {
    const bridge = startBridge({ endpointFile: endpointFile().file, timeouts: { startMs: 20_000 } })
    bridge.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: introduction })
    const before = Date.now()
    await bridge.leave()
    expect(Date.now() - before).toBeLessThan(300)
  })
})

describe('the endpoint file', () => {
  it('of a Tonearm that crashed does not make the bridge send anything anywhere', async () => {
    const stranger = await listener()
    const place = endpointFile()
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    place.write({ url: stranger.url, token: 'secret', pid })
    const bridge = startBridge({ endpointFile: place.file, timeouts: { startMs: 100 } })
    await bridge.initialize()
    expect((await bridge.call('echo')).text).toBe(notRunning)
    expect(stranger.received()).toEqual([])
  })

  it.runIf(process.platform !== 'win32')('is not used when others can read it, and nothing is sent', async () => {
    const stranger = await listener()
    const place = endpointFile()
    place.write({ url: stranger.url, token: 'secret' })
    chmodSync(place.file, 0o640)
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize()
    expect(await bridge.call('echo')).toEqual({
      text: `Other users of this computer can read ${place.file}, or it belongs to another user, so the access key in it is not used. Quit Tonearm, delete the file, then start Tonearm again.`,
      failed: true,
    })
    expect(stranger.received()).toEqual([])
    chmodSync(place.file, 0o600)
  })

  it('is not used when it names another computer', async () => {
    const place = endpointFile()
    for (const host of ['192.0.2.1', 'music.example', '127.0.0.1.evil.example', '[::2]']) {
      place.write({ url: `http://${host}:3345/mcp`, token: 'secret' })
      const bridge = startBridge({ endpointFile: place.file })
      await bridge.initialize()
      expect((await bridge.call('echo')).text).toContain(
        `Tonearm listens on http://${host}:3345, which is not an address of this computer alone`,
      )
    }
  })

  it('of a version that cannot prove who it is leads to the advice to update it, and nothing is sent', async () => {
    const stranger = await listener()
    const place = endpointFile()
    place.write({ url: stranger.url, token: 'secret', controlToken: undefined, version: '0.0.9' })
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize()
    expect((await bridge.call('echo')).text).toBe(
      'Tonearm 0.0.9 is running. It is too old to prove that it is Tonearm, so no access key was sent to it. Update Tonearm.',
    )
    expect(stranger.received()).toEqual([])
  })

  it.runIf(process.platform !== 'win32')('may be a folder or a named pipe, and the bridge says so and does not wait for it', async () => {
    for (const [make, what] of [
      [(path: string) => mkdirSync(path), 'a folder'],
      [(path: string) => execFileSync('mkfifo', [path]), 'a named pipe'],
    ] as const) {
      const place = endpointFile()
      make(place.file)
      const bridge = startBridge({ endpointFile: place.file })
      await bridge.initialize()
      expect((await bridge.call('echo')).text).toBe(`${place.file} is ${what} instead of a file. Move it away.`)
    }
  })

  it('that is damaged counts as none', async () => {
    const place = endpointFile()
    const bridge = startBridge({ endpointFile: place.file, timeouts: { startMs: 30 } })
    const { endpoint } = await running()
    for (const wrong of [{ url: 'https://127.0.0.1/mcp' }, { url: 'no address' }, { token: 'two\nlines' }, { token: '' }, { pid: -1 }]) {
      place.write({ url: endpoint.url, token: 'x', ...wrong })
      expect((await bridge.initialize()).result).toBeDefined()
      expect((await bridge.call('echo')).text).toBe(notRunning)
    }
  })

  it('is read again when the token was replaced', async () => {
    let token = 'first-token'
    const { endpoint } = await running({ token: () => token })
    const place = endpointFile()
    place.write({ url: endpoint.url, token })
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize()
    expect((await bridge.call('echo', { text: 'old' })).text).toBe('old')
    token = 'second-token'
    place.write({ url: endpoint.url, token })
    expect((await bridge.call('echo', { text: 'new' })).text).toBe('new')
  })

  it('may be replaced at the moment when its token is used', async () => {
    const place = endpointFile()
    let replaced = false
    const { endpoint } = await running({
      token() {
        if (!replaced) place.write({ url: endpoint.url, token: 'second-token' })
        replaced = true
        return 'second-token'
      },
    })
    place.write({ url: endpoint.url, token: 'first-token' })
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize()
    expect(bridge.logged()).toBe('')
    expect((await bridge.call('echo', { text: 'new' })).text).toBe('new')
  })

  it('with a token that the endpoint does not know leads to an error message, and the token is not sent', async () => {
    const there = await running()
    const proxy = await startFaultProxy(there)
    onTestFinished(proxy.close)
    const place = endpointFile()
    place.write({ url: proxy.url, token: 'a-wrong-token' })
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize()
    const { text, failed } = await bridge.call('echo')
    expect({ text, failed }).toEqual({
      text: `The program at ${new URL(proxy.url).origin} did not prove that it is Tonearm, so no access key was sent to it. Quit that program and Tonearm, then start Tonearm again.`,
      failed: true,
    })
    expect(proxy.received()).toContain('GET /proof?nonce=')
    expect(JSON.stringify(bridge.seen()) + bridge.logged() + proxy.received()).not.toContain('a-wrong-token')
  })
})

/** A program that takes note of all that it gets, and answers nothing. */
async function listener(): Promise<{ url: string; received(): string[] }> {
  const received: string[] = []
  const server = createServer((socket) => void socket.on('data', (chunk) => received.push(String(chunk))))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`, received: () => received }
}
