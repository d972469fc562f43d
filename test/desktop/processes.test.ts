import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEndpointFile } from '../../src/discovery/endpoint-file.ts'
import { newComputer } from '../commands/run-command.ts'
import { ready } from '../commands/with-spotify.ts'
import { root } from '../root.ts'
import { start } from '../run-program.ts'
import { useBuiltApp } from './built-app.ts'
import { soon, startApp } from './desk.ts'

const launcher = join(root, 'test', 'stand-in', 'launcher.ts')
const entry = join(root, 'src', 'main.ts')

const built = useBuiltApp()

describe('the app in processes of its own', () => {
  it('serves, and ends with its endpoint when the system asks it to', async () => {
    const computer = newComputer()
    const app = start(process.execPath, [launcher, built.path, entry, '--hidden', '--vault=memory'], computer.environment)
    const endpoint = await soon(() => {
      const found = readEndpointFile(computer.path('endpoint.json'))
      expect(found).toBeDefined()
      return found
    })
    expect((await fetch(endpoint?.url ?? '')).status).toBe(401)
    const { code, stderr } = await app.stop()
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(readEndpointFile(computer.path('endpoint.json'))).toBeUndefined()
  })

  it('hands over to the one that runs already, without opening anything itself', async () => {
    const app = await startApp({ built })
    const before = await soon(() => {
      expect(app.endpoint()).toBeDefined()
      return app.endpoint()
    })
    expect(app.open()).toEqual([])
    const second = start(process.execPath, [launcher, built.path, entry, '--vault=memory'], process.env as Record<string, string>)
    expect((await second.ended).code).toBe(0)
    await app.settings()
    expect(app.endpoint()).toEqual(before)
  })

  it('and `tonearm serve` do not run at the same time with the same data, whatever the port: the second says who runs', async () => {
    const computer = newComputer({ environment: { SPOTIFY_CLIENT_ID: 'a'.repeat(32) } })
    const words = [launcher, built.path, entry, '--hidden', '--vault=memory']
    const serve = computer.run(['serve', '--json', '--vault', 'memory'])
    const { url, pid } = await ready(serve)
    const refused = await start(process.execPath, words, computer.environment).ended
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain(`already runs with this data: process ${pid}, at ${url}. Use that one, or stop it first.`)
    expect(readEndpointFile(computer.path('endpoint.json'))?.pid).toBe(pid)
    await serve.stop()

    const app = start(process.execPath, words, computer.environment)
    const endpoint = await soon(() => {
      const found = readEndpointFile(computer.path('endpoint.json'))
      expect(found).toBeDefined()
      return found
    })
    const { code, stderr } = await computer.run(['serve', '--vault', 'memory']).ended
    expect(code).toBe(1)
    expect(stderr).toContain(`process ${endpoint?.pid}, at ${endpoint?.url}. Use that one, or stop it first.`)
    expect((await computer.run(['logout', '--vault', 'memory']).ended).stdout).toContain('The Tonearm that is running is signed out, too.')
    expect((await app.stop()).code).toBe(0)
  })

  it('says in a box why it cannot start', async () => {
    const computer = newComputer({ environment: { TONEARM_SPOTIFY_API: 'https://evil.example' } })
    const { code, stderr } = await start(process.execPath, [launcher, built.path, entry, '--vault=memory'], computer.environment).ended
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('Tonearm could not start: TONEARM_SPOTIFY_API may only point'),
    })
  })
})
