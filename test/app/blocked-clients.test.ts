import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { startBridge } from '../bridge/bridge-in-process.ts'
import { startTonearm } from '../tonearm.ts'

describe('blocking a client', () => {
  it('ends its sessions, keeps it out and is part of the status and of the settings file', async () => {
    const { tonearm, client, connect, paths, call } = await startTonearm()
    let news = 0
    tonearm.onStatus(() => {
      news += 1
    })
    tonearm.blockClient('Test Client', true)
    expect(news).toBeGreaterThan(0)
    expect(tonearm.status()).toMatchObject({ clients: [], blockedClients: ['Test Client'] })
    expect(JSON.parse(readFileSync(paths.settings, 'utf8'))).toEqual({ blockedClients: ['Test Client'] })
    await expect(client.listTools()).rejects.toThrow('Session not found')
    await expect(connect('test client')).rejects.toThrow("Tonearm's owner has blocked test client.")

    news = 0
    tonearm.blockClient('TEST CLIENT', false)
    expect(news).toBe(1)
    expect(tonearm.status().blockedClients).toEqual([])
    expect((await (await connect('test client')).listTools()).tools.length).toBeGreaterThan(5)
    await expect(call('get_user_profile')).rejects.toThrow('Session not found')
  })

  it('names each client once, made readable', async () => {
    const { tonearm } = await startTonearm()
    for (const name of ['Cursor', 'cursor', '\u0007Zed\n', 'x'.repeat(500)]) tonearm.blockClient(name, true)
    expect(tonearm.status().blockedClients).toEqual(['cursor', 'Zed', 'x'.repeat(80)])
    tonearm.blockClient('x'.repeat(500), false)
    tonearm.blockClient('nobody', false)
    expect(tonearm.status().blockedClients).toEqual(['cursor', 'Zed'])
    expect(() => tonearm.blockClient('\u0000 ', true)).toThrow('An app without a name cannot be blocked.')
  })

  it('has an end', async () => {
    const { tonearm } = await startTonearm({ settings: { blockedClients: Array.from({ length: 99 }, (_, index) => `client ${index}`) } })
    tonearm.blockClient('Cursor', true)
    expect(() => tonearm.blockClient('Zed', true)).toThrow('Tonearm can block 100 apps and no more. Allow one of them again first.')
    tonearm.blockClient('CURSOR', true)
    expect(tonearm.status().blockedClients).toHaveLength(100)
    expect(tonearm.status().blockedClients.at(-1)).toBe('CURSOR')
  })

  it('counts at once when the settings file says so', async () => {
    const { tonearm, settings } = await startTonearm()
    settings.change({ blockedClients: ['test client'] })
    expect(tonearm.status().clients).toEqual([])
  })

  it('reaches one that comes by the bridge: it hears why, and works again as soon as it is allowed', async () => {
    const { tonearm, paths } = await startTonearm()
    const { initialize, call, ask } = startBridge({ endpointFile: paths.endpoint })
    await initialize()
    expect((await ask('tools/list')).result).toHaveProperty('tools')
    tonearm.blockClient('hand-made', true)
    const refused = await call('search_tracks', { query: 'midnight' })
    expect(refused).toEqual({ failed: true, text: expect.stringContaining("Tonearm's owner has blocked hand-made.") })
    tonearm.blockClient('hand-made', false)
    await vi.waitFor(async () => expect((await ask('tools/list')).result).toHaveProperty('tools'), { timeout: 5_000 })
  })
})
