import { existsSync, readFileSync, statSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { inTerminal } from '../run-program.ts'
import { commandFile, newComputer } from './run-command.ts'
import { call, computerWithSpotify, connect, fileVault, ready, signIn } from './with-spotify.ts'

describe('tonearm serve', () => {
  it('--json prints one line for programs, and an MCP client gets answers with what it says', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    const { url, token, pid } = await ready(serve)

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(pid).toBe(serve.process.pid)
    expect(await call(await connect({ url, token }), 'search_tracks', { query: 'midnight' })).toContain('Midnight River')
    await serve.saw(/Signed in as Wanda, until \d{4}-\d\d-\d\d\.\n/)

    const { code, stdout, stderr } = await serve.stop()
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${JSON.stringify({ url, token, pid })}\n` })
    expect(stderr).not.toContain(token)
  })

  it('is reached as localhost, and says so when another program may be reached there, also in the status', async () => {
    const other = createServer().listen(0, '::1')
    onTestFinished(() => void other.close())
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const note = `Another program listens at [::1]:${port}. Apps that connect to http://localhost:${port} may reach it: let them use http://127.0.0.1:${port}.`
    const computer = newComputer()
    const serve = computer.run(['serve', '--json', '--vault', 'memory', '--port', String(port)])
    await ready(serve)
    const { code, stdout } = await computer.run(['status']).ended
    expect(code).toBe(0)
    expect(stdout).toContain(`${note}\n`)
    expect((await serve.stop()).stderr).toContain(`${note}\n`)

    other.close()
    const alone = computer.run(['serve', '--json', '--vault', 'memory', '--port', String(port)])
    const { token } = await ready(alone)
    for (const name of ['localhost', '[::1]', '127.0.0.1']) await connect({ url: `http://${name}:${port}/mcp/`, token })
    expect((await computer.run(['status']).ended).stdout).not.toContain('Another program')
    await alone.stop()
  })

  it('shows the token to nobody but a person: where no terminal is, it says in which file it stands', async () => {
    const computer = newComputer({ environment: { SPOTIFY_CLIENT_ID: 'a'.repeat(32) } })
    const serve = computer.run(['serve', '--vault', 'memory'])
    await serve.saw(/Press Ctrl-C to stop\./)
    const { token } = JSON.parse(readFileSync(computer.path('endpoint.json'), 'utf8'))
    const { stdout, stderr } = await serve.stop()
    expect(stdout).toBe('')
    expect(stderr).toContain(`The access key for apps is in ${computer.path('endpoint.json')}.`)
    expect(stderr).not.toContain(token)
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends cleanly on %s: exit code 0, the port is free, endpoint.json is gone',
    async (signal) => {
      const computer = newComputer()
      const serve = computer.run(['serve', '--json', '--vault', 'memory'])
      const { url, token } = await ready(serve)
      const { pid, version } = JSON.parse(readFileSync(computer.path('endpoint.json'), 'utf8'))
      expect({ pid, version }).toEqual({ pid: serve.process.pid, version: expect.stringMatching(/^\d+\.\d+\.\d+/) })
      expect(statSync(computer.path('endpoint.json')).mode & 0o777).toBe(0o600)
      await connect({ url, token })

      const { code, signal: killedBy } = await serve.stop(signal)
      expect({ code, killedBy }).toEqual({ code: 0, killedBy: null })
      expect(existsSync(computer.path('endpoint.json'))).toBe(false)
      await expect(fetch(url)).rejects.toThrow()
    },
  )

  it('keeps its token in the vault, so that clients stay connected for good', async () => {
    const computer = newComputer()
    const tokens: string[] = []
    for (let start = 0; start < 2; start += 1) {
      const serve = computer.run(['serve', '--json', '--vault', 'file'])
      tokens.push((await ready(serve)).token)
      await serve.stop()
    }
    expect(tokens[1]).toBe(tokens[0])
    expect(fileVault(computer)).toEqual({ 'endpoint-token': tokens[0] })
    expect(statSync(computer.path('vault.json')).mode & 0o777).toBe(0o600)
  })

  it('says in one sentence that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as { port: number }
    const { code, stdout, stderr } = await newComputer().run(['serve', '--port', String(port), '--vault', 'memory']).ended
    other.close()
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(`Port ${port} is taken by another program. Choose another one with --port or TONEARM_PORT.\n`)
  })

  it('does not start a second time in the same data directory', async () => {
    const computer = newComputer()
    const first = computer.run(['serve', '--json', '--vault', 'memory'])
    const { url, pid } = await ready(first)
    const { code, stderr } = await computer.run(['serve', '--vault', 'memory']).ended
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        new RegExp(
          `^Tonearm \\d+\\.\\d+\\.\\d+ already runs with this data: process ${pid}, at ${url}\\. Use that one, or stop it first\\.\n$`,
        ),
      ),
    })
    expect((await first.stop()).code).toBe(0)
  })

  it('of several that start in the same data directory at the same moment, each with a port of its own, one serves', async () => {
    const computer = newComputer()
    const all = Array.from({ length: 4 }, () => computer.run(['serve', '--json', '--port', '0', '--vault', 'memory']))
    const isServing = (serve: (typeof all)[number]) => serve.stdout() !== ''
    await expect.poll(() => all.filter((serve) => isServing(serve) || serve.process.exitCode !== null).length, { timeout: 30_000 }).toBe(4)
    const [serving, refused] = [all.filter(isServing), all.filter((serve) => !isServing(serve))]
    expect(serving).toHaveLength(1)
    for (const { code, stderr } of await Promise.all(refused.map(({ ended }) => ended))) {
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/^Tonearm .*already runs with this data.+ Use that one, or stop it first\.\n$/),
      ])
    }
    expect((await serving[0]?.stop())?.code).toBe(0)
  })

  it('starts where a crash has left an endpoint.json', async () => {
    const computer = newComputer()
    const crashed = computer.run(['serve', '--json', '--vault', 'memory'])
    await ready(crashed)
    await crashed.stop('SIGKILL')
    expect(existsSync(computer.path('endpoint.json'))).toBe(true)
    const serve = computer.run(['serve', '--json', '--vault', 'memory'])
    const { pid } = await ready(serve)
    expect(JSON.parse(readFileSync(computer.path('endpoint.json'), 'utf8')).pid).toBe(pid)
    await serve.stop()
    expect(existsSync(computer.path('endpoint.json'))).toBe(false)
  })

  it('goes on serving when nobody reads its output any more', async () => {
    const computer = await computerWithSpotify()
    const serve = computer.run(['serve', '--json', '--vault', 'memory', '--no-browser'])
    const { url, token } = await ready(serve)
    const client = await connect({ url, token })
    serve.process.stdout?.destroy()
    serve.process.stderr?.destroy()
    // Nobody is signed in: the call makes the command write the sign-in address, which nobody reads.
    client.callTool({ name: 'get_user_profile' }).catch(() => {})
    const status = () => fetch(new URL('/status', url), { headers: { Authorization: `Bearer ${token}` } }).then((answer) => answer.json())
    await expect.poll(status).toMatchObject({ state: 'signing-in' })
    expect((await client.listTools()).tools.length).toBeGreaterThan(0)
    expect((await serve.stop()).code).toBe(0)
  })

  it('signs in with SPOTIFY_REFRESH_TOKEN where nobody can use a browser, and keeps it nowhere', async () => {
    const computer = await computerWithSpotify()
    const { refreshToken } = computer.spotify.grant([...allScopes])
    const serve = computer.run(['serve', '--json', '--vault', 'file'], { SPOTIFY_REFRESH_TOKEN: refreshToken })
    const client = await connect(await ready(serve))
    expect(await call(client, 'get_user_profile')).toContain('Wanda')
    await serve.stop()
    expect(JSON.stringify(fileVault(computer))).not.toContain(refreshToken)
  })

  it('tells the person when the keychain is missing, and works all the same', async () => {
    const computer = await computerWithSpotify()
    const serve = computer.run(['serve', '--json'])
    await connect(await ready(serve))
    await serve.saw(/No keyring is available\. Install GNOME Keyring .+ Or start Tonearm with --vault file, which is remembered\./)
    expect((await serve.stop()).code).toBe(0)
  })

  it.runIf(process.platform === 'linux')('shows a person at a terminal the token, and Ctrl-C ends it', async () => {
    const computer = newComputer({ environment: { SPOTIFY_CLIENT_ID: 'a'.repeat(32) } })
    const serve = inTerminal([process.execPath, commandFile, 'serve', '--vault', 'memory'], computer.environment)
    const [, url, token] = await serve.saw(/tonearm (http:\S+) --header "Authorization: Bearer (\S+)"/, 'stdout')
    await connect({ url: url as string, token: token as string })
    await serve.saw(/in another terminal:\s+tonearm clients\s/, 'stdout')
    await serve.saw(/Press Ctrl-C to stop\./, 'stdout')
    serve.type('\x03')
    expect((await serve.ended).code).toBe(0)
    expect(existsSync(computer.path('endpoint.json'))).toBe(false)
  })

  it.runIf(process.platform === 'linux')('Ctrl-C also ends the question for the client id', async () => {
    const computer = newComputer()
    const serve = inTerminal([process.execPath, commandFile, 'serve', '--vault', 'memory'], computer.environment)
    serve.type('nonsense\n')
    await serve.saw(/is not a Spotify client ID.+Paste the Client ID here: $/s, 'stdout')
    serve.type('\x03')
    expect((await serve.ended).code).toBe(130)
    expect(existsSync(computer.path('endpoint.json'))).toBe(false)
  })
})
