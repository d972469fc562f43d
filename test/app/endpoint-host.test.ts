import { once } from 'node:events'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEndpointFile } from '../../src/discovery/endpoint-file.ts'
import { startTonearm } from '../tonearm.ts'

describe('the endpoint over the life of the program', () => {
  it('takes a new token at once: the file has it, and the old one is refused', async () => {
    const { tonearm, paths, endpoint } = await startTonearm()
    expect(await tonearm.rotateToken()).toBeUndefined()
    const connection = tonearm.connection()
    expect(connection?.token).toMatch(/^[\w-]{43}$/)
    expect(connection?.token).not.toBe(endpoint.token)
    expect(readEndpointFile(paths.endpoint)).toMatchObject({ ...connection })
    expect(statSync(paths.endpoint).mode & 0o777).toBe(0o600)
    const answers = [endpoint.token, connection?.token].map(async (token) => {
      return (await fetch(new URL('/status', connection?.url), { headers: { Authorization: `Bearer ${token}` } })).status
    })
    expect(await Promise.all(answers)).toEqual([401, 200])
  })

  it('keeps the token that TONEARM_TOKEN decides: a new one is refused, and nothing is interrupted or stored', async () => {
    const token = 'chosen-by-the-person-who-runs-this'
    const { tonearm, client, paths } = await startTonearm({ vault: 'file', environment: { TONEARM_TOKEN: token } })
    await expect(tonearm.rotateToken()).rejects.toMatchObject({
      code: 'invalid-setting',
      message: expect.stringContaining('TONEARM_TOKEN'),
    })
    expect(tonearm.connection()?.token).toBe(token)
    expect(readEndpointFile(paths.endpoint)?.token).toBe(token)
    expect((await client.listTools()).tools.length).toBeGreaterThan(5)
    expect(existsSync(join(paths.directory, 'vault.json'))).toBe(false)
  })

  it('keeps its token when it is restarted, and ends the connections', async () => {
    const { tonearm, endpoint } = await startTonearm()
    expect(tonearm.status().clients).toHaveLength(1)
    await tonearm.restartEndpoint()
    expect(tonearm.connection()?.token).toBe(endpoint.token)
    expect(tonearm.status().clients).toEqual([])
  })

  it('tells that its port is taken, until a start succeeds', async () => {
    const { tonearm, settings, paths } = await startTonearm()
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const before = settings.current()
    settings.current = () => ({ ...before, port })
    await expect(tonearm.restartEndpoint()).rejects.toThrow('is taken by another program')
    expect(tonearm.status().endpoint).toEqual({
      state: 'failed',
      reason: `Port ${port} is taken by another program.`,
      problem: 'port-taken',
    })
    expect(tonearm.connection()).toBeUndefined()
    expect(existsSync(paths.endpoint)).toBe(false)
    other.close()
    await once(other, 'close')
    await tonearm.restartEndpoint()
    expect(tonearm.status().endpoint).toMatchObject({ state: 'listening', url: `http://127.0.0.1:${port}/mcp` })
  })
})

describe('a reset', () => {
  it('signs out, forgets, and puts the files aside', async () => {
    const { tonearm, paths, settings, client } = await startTonearm()
    settings.change({ readOnly: true })
    await client.close()
    await tonearm.reset()
    expect(tonearm.status()).toMatchObject({ account: { state: 'signed-out' }, endpoint: { state: 'stopped' } })
    expect(existsSync(paths.settings)).toBe(false)
    expect(existsSync(paths.database)).toBe(false)
    const aside = readdirSync(paths.directory).filter((name) => name.includes('.before-reset-'))
    expect(aside.map((name) => name.slice(0, name.indexOf('.before'))).sort()).toEqual(['settings.json', 'tonearm.sqlite'])
  })
})
