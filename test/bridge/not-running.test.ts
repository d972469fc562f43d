import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LATEST_PROTOCOL_VERSION, SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { protocolVersions } from '../../src/bridge/offline-initialize-result.ts'
import { defaultTimeouts } from '../../src/bridge/timeouts.ts'
import { running } from '../mcp/running.ts'
import { endpointFile, introduction, startBridge } from './bridge-in-process.ts'

const notRunning = 'Tonearm is not running. Start it from the applications menu, then ask again.'

describe('the bridge, while Tonearm is not running', () => {
  it('waits twenty seconds for it, and looks five times a second', () => {
    expect(defaultTimeouts).toMatchObject({ startMs: 20_000, pollMs: 200, backgroundPollMs: 1_000 })
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
    expect((await bridge.ask('tools/list')).error).toEqual({ code: -32000, message: sentence })
  })

  it('answers what waited as soon as it is started, and tells the client to read the lists', async () => {
    const place = endpointFile()
    const bridge = startBridge({ endpointFile: place.file, timeouts: { startMs: 1_000 } })
    await bridge.initialize({ protocolVersion: '2025-06-18' })
    const waiting = bridge.call('echo', { text: 'at last' })
    const { endpoint, token } = await running()
    place.write({ url: endpoint.url, token })
    expect(await waiting).toEqual({ text: 'at last', failed: false })
    for (const list of ['tools', 'resources', 'prompts']) await bridge.next(({ method }) => method === `notifications/${list}/list_changed`)
    expect(endpoint.clients()).toEqual([expect.objectContaining({ name: 'hand-made', version: '1' })])
  })

  it('notices in the background when it is started', async () => {
    const place = endpointFile()
    const bridge = startBridge({ endpointFile: place.file, timeouts: { startMs: 20 } })
    await bridge.initialize()
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
  it('of a Tonearm that crashed does not make the bridge send the token anywhere', async () => {
    let requests = 0
    const stranger = createServer((_, response) => {
      requests += 1
      response.end()
    })
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void stranger.close())
    const place = endpointFile()
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    place.write({ url: `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/mcp`, token: 'secret', pid })
    const bridge = startBridge({ endpointFile: place.file, timeouts: { startMs: 100 } })
    await bridge.initialize()
    expect((await bridge.call('echo')).text).toBe(notRunning)
    expect(requests).toBe(0)
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

  it('with a token that the endpoint refuses leads to an error message without the token', async () => {
    const { endpoint } = await running()
    const place = endpointFile()
    place.write({ url: endpoint.url, token: 'a-wrong-token' })
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize()
    const { text, failed } = await bridge.call('echo')
    expect({ text, failed }).toEqual({
      text: 'Tonearm does not accept the access key that it saved for apps on this computer. Quit it, start it again, then ask again.',
      failed: true,
    })
    expect(JSON.stringify(bridge.seen()) + bridge.logged()).not.toContain('a-wrong-token')
  })
})
