import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { newComputer } from './run-command.ts'
import { call, computerWithSpotify, connect, ready } from './with-spotify.ts'

// Tonearm on a server or in a container: others than this computer call it, and nobody sits there who could sign in.

const token = 'a-token-of-forty-characters-0123456789ab'
const forOthers = ['serve', '--json', '--vault', 'memory', '--host', '0.0.0.0']

describe('tonearm serve --host', () => {
  it('answers clients under an allowed name, and on this computer as always', async () => {
    const computer = await computerWithSpotify()
    const { refreshToken } = computer.spotify.grant([...allScopes])
    const serve = computer.run([...forOthers, '--allow-host', '127.0.0.2'], { TONEARM_TOKEN: token, SPOTIFY_REFRESH_TOKEN: refreshToken })
    const { url } = await ready(serve)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/)
    expect(JSON.parse(readFileSync(computer.path('endpoint.json'), 'utf8'))).toMatchObject({ url, token })

    const [near, far] = [await connect({ url, token }), await connect({ url: url.replace('127.0.0.1', '127.0.0.2'), token })]
    expect(await call(near, 'get_user_profile')).toContain('Wanda')
    expect(await call(far, 'search_tracks', { query: 'midnight' })).toContain('Midnight River')
    const { stdout } = await computer.run(['status', '--check']).ended
    expect(stdout).toBe(`Tonearm is listening on ${url}.\n`)

    const { code, stderr } = await serve.stop()
    expect(code).toBe(0)
    expect(stderr).toContain(
      'Other computers can connect (as 127.0.0.2) over plain HTTP. Put TLS in front of it, or use it only in a network that you trust.\n',
    )
    expect(stderr).not.toContain(token)
  })

  it('keeps the names that were not allowed out, token or not', async () => {
    const serve = newComputer().run(forOthers, { TONEARM_TOKEN: token, TONEARM_ALLOWED_HOSTS: 'music.example' })
    const { url } = await ready(serve)
    expect([
      await statusUnder('music.example', url),
      await statusUnder('evil.example', url),
      await statusUnder('127.0.0.2:1', url),
    ]).toEqual([200, 403, 403])
    await serve.stop()
  })

  it('answers a container on this computer under a name of the flag or of the settings, at once, and others as before', async () => {
    const computer = newComputer()
    const serve = computer.run(['serve', '--json', '--vault', 'memory', '--allow-host', 'host.docker.internal'], { TONEARM_TOKEN: token })
    const { url } = await ready(serve)
    const { port } = new URL(url)
    const status = (host: string) => statusUnder(`${host}:${port}`, url)
    const names = ['host.docker.internal', 'host.containers.internal', 'evil.example']
    expect(await Promise.all(names.map(status))).toEqual([200, 403, 403])
    expect(await statusUnder('host.docker.internal:1', url)).toBe(403)
    await serve.stop()

    writeFileSync(computer.path('settings.json'), JSON.stringify({ allowedHosts: ['host.containers.internal'] }))
    const again = computer.run(['serve', '--json', '--vault', 'memory', '--port', port], { TONEARM_TOKEN: token })
    await ready(again)
    expect(await Promise.all(names.map(status))).toEqual([403, 200, 403])
    await again.stop()
  })

  it.each([
    [
      'no token',
      {},
      /^To listen on 0\.0\.0\.0, where others can reach it, Tonearm needs a token that you choose, in TONEARM_TOKEN\. .+\n$/,
    ],
    [
      'a short one',
      { TONEARM_TOKEN: 'secret' },
      /^The token in TONEARM_TOKEN must have at least 32 characters .+openssl rand -base64 32\n$/,
    ],
    [
      'a file that is not there',
      { TONEARM_TOKEN_FILE: '/nowhere' },
      /^The file that TONEARM_TOKEN_FILE names cannot be read: \/nowhere\n$/,
    ],
  ])('does not start with %s', async (_, environment, sentence) => {
    const computer = newComputer()
    const { code, stdout, stderr } = await computer.run(forOthers, environment).ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(sentence)
    expect(existsSync(computer.path('endpoint.json'))).toBe(false)
  })

  it('takes address, names and secrets from the environment and from the files of a container engine', async () => {
    const computer = await computerWithSpotify()
    const file = (name: string, content: string) => {
      const path = join(computer.environment.HOME ?? '', name)
      writeFileSync(path, `${content}\n`)
      return path
    }
    const serve = computer.run(['serve', '--json', '--vault', 'memory'], {
      TONEARM_HOST: '0.0.0.0',
      TONEARM_ALLOWED_HOSTS: 'nas,127.0.0.3',
      TONEARM_TOKEN_FILE: file('token', token),
      SPOTIFY_REFRESH_TOKEN_FILE: file('login', computer.spotify.grant([...allScopes]).refreshToken),
    })
    const { url } = await ready(serve)
    expect(await call(await connect({ url: url.replace('127.0.0.1', '127.0.0.3'), token }), 'get_user_profile')).toContain('Wanda')
    expect((await serve.stop()).stderr).toContain('(as nas, 127.0.0.3)')
  })
})

describe('a login that was handed in with SPOTIFY_REFRESH_TOKEN', () => {
  it('needs nobody: nothing is asked, nothing is opened, the token stays the same, and nothing is kept', async () => {
    const computer = await computerWithSpotify()
    const { refreshToken } = computer.spotify.grant([...allScopes])
    const opened = join(computer.environment.HOME ?? '', 'opened')
    const serve = computer.run(['serve', '--json', '--vault', 'memory'], {
      SPOTIFY_REFRESH_TOKEN: refreshToken,
      BROWSER: `touch ${opened}`,
    })
    serve.endInput()
    const client = await connect(await ready(serve))
    expect(await call(client, 'get_user_profile')).toContain('Wanda')
    computer.spotify.expireAccessTokens()
    expect(await call(client, 'search_tracks', { query: 'midnight' })).toContain('Midnight River')
    const used = computer.spotify.tokenRequests().map(({ body }) => (body as { refresh_token?: string }).refresh_token)
    expect([used.length, new Set(used)]).toEqual([2, new Set([refreshToken])])

    const { stdout, stderr } = await serve.stop()
    expect(stderr).toMatch(/^Signed in as Wanda\.\nFrom now on, Tonearm keeps .+\n$/)
    expect(stdout.split('\n')).toHaveLength(2)
    expect([existsSync(opened), existsSync(computer.path('vault.json'))]).toEqual([false, false])
  })

  it('says how to make a new one when it has ended, in the log and in each answer, and starts no sign-in', async () => {
    const computer = await computerWithSpotify()
    const { refreshToken } = computer.spotify.grant([...allScopes])
    const serve = computer.run(['serve', '--json', '--vault', 'memory'], { SPOTIFY_REFRESH_TOKEN: refreshToken })
    const client = await connect(await ready(serve))
    await call(client, 'get_user_profile')
    computer.spotify.expireAccessTokens()
    computer.spotify.expireRefreshTokens()

    const sentence =
      'Spotify ended this login (it lasts six months, or access was removed). Sign in again where there is a browser: ' +
      '`tonearm login --print-refresh-token` makes a new token. Put it into SPOTIFY_REFRESH_TOKEN and start Tonearm again.'
    for (let times = 0; times < 2; times += 1) expect(await call(client, 'search_tracks', { query: 'paper' }, true)).toContain(sentence)
    const status = await computer.run(['status', '--vault', 'memory'], { SPOTIFY_REFRESH_TOKEN: refreshToken }).ended
    expect(status.stdout).toMatch(/^Spotify ended the login\./)
    expect(status.stderr).toContain('run `tonearm login --print-refresh-token` on a computer with a browser')
    const { stderr } = await serve.stop()
    expect(stderr).toContain(sentence)
    expect(stderr).not.toContain('open this page')
    expect(readFileSync(computer.path('logs', 'tonearm.log'), 'utf8')).toContain(sentence)

    const next = computer.run(['serve', '--json', '--vault', 'memory'], { SPOTIFY_REFRESH_TOKEN: refreshToken })
    await next.saw(/start Tonearm again\.\n.*start Tonearm again\.\n/s)
    const again = await next.stop()
    expect(again.code).toBe(0)
    // Neither a `tonearm login` without more nor a question of a client would help.
    expect(again.stderr).not.toContain('signs in')
  })
})

describe('tonearm status --check', () => {
  it('is 1 unless a Tonearm listens here, says so in one line, and leaves nothing behind', async () => {
    const computer = newComputer()
    const check = async () => {
      const { code, stdout, stderr } = await computer.run(['status', '--check']).ended
      expect([stdout.split('\n').length, stderr]).toEqual([2, ''])
      return { code, stdout }
    }
    expect(await check()).toEqual({ code: 1, stdout: `No Tonearm is listening with ${computer.dataDirectory}.\n` })
    expect(existsSync(computer.dataDirectory)).toBe(false)

    const serve = computer.run(['serve', '--json', '--vault', 'memory'])
    const { url } = await ready(serve)
    expect(await check()).toEqual({ code: 0, stdout: `Tonearm is listening on ${url}.\n` })
    await serve.stop('SIGKILL')
    expect(existsSync(computer.path('endpoint.json'))).toBe(true)
    expect((await check()).code).toBe(1)
  })
})

/** The status of an authorized request to 127.0.0.1 under another name. */
function statusUnder(host: string, url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { Host: host, Authorization: `Bearer ${token}` }
    const asking = request(new URL('/status', url), { headers, agent: false })
    asking.once('error', reject)
    asking.once('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    asking.end()
  })
}
