import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { call, computerWithSpotify, connect, fileVault, ready, signIn } from './with-spotify.ts'

describe('tonearm logout', () => {
  it('forgets the login', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const { code, stdout } = await computer.run(['logout', '--vault', 'file']).ended
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^You are signed out\. .+keeps what it needs to undo your changes.+--forget.+\n$/),
    })
    expect(fileVault(computer)).toEqual({})
    const status = await computer.run(['status', '--vault', 'file']).ended
    expect(status.stdout).toMatch(/^Nobody is signed in\. To sign in, run "tonearm login"/)
  })

  it('signs the running Tonearm out, which then asks Spotify nothing more', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    const { url, token } = await ready(serve)
    const client = await connect({ url, token })
    expect(await call(client, 'search_tracks', { query: 'midnight' })).toContain('Midnight River')

    const { code, stdout, stderr } = await computer.run(['logout', '--vault', 'file']).ended
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/ The Tonearm that is running is signed out, too\. To remove .+\n$/),
      stderr: '',
    })
    const status = () => fetch(new URL('/status', url), { headers: { Authorization: `Bearer ${token}` } }).then((answer) => answer.json())
    // With the clients' token, nothing more than this is shown.
    expect(await status()).toEqual({ version: expect.any(String), state: 'signed-out' })
    const control = await fetch(new URL('/control', url), {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: '{"action":"sign-out"}',
    })
    expect(control.status).toBe(403)
    const before = computer.spotify.requests().length
    client.callTool({ name: 'get_user_profile' }).catch(() => {})
    await serve.saw(/open this page in a browser/)
    expect(computer.spotify.requests().slice(before)).toEqual([])
    await serve.stop()
    expect(fileVault(computer)).not.toHaveProperty('login')
  })

  it('signs out a running Tonearm that keeps its login elsewhere', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    await serve.saw(/Signed in/)
    const { code } = await computer.run(['logout', '--vault', 'memory']).ended
    expect(code).toBe(0)
    expect(fileVault(computer)).toEqual({ 'endpoint-token': expect.any(String) })
  })

  it('fails and says why when it cannot tell the running Tonearm', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    await serve.saw(/Signed in/)
    chmodSync(computer.path('endpoint.json'), 0o644)
    const { code, stdout, stderr } = await computer.run(['logout', '--vault', 'file']).ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(
      `The stored login was removed, but a running Tonearm could not be told to sign out. Other users of this computer can read ${computer.path('endpoint.json')}, or it belongs to another user, so the access key in it is not used. Quit Tonearm, delete the file, then start Tonearm again. Until it ends, it may stay signed in: press Ctrl-C there, or quit the app.\n`,
    )
  })

  it('fails and says to update when the running Tonearm is an older one', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    await serve.saw(/Signed in/)
    const { controlToken: _, ...older } = JSON.parse(readFileSync(computer.path('endpoint.json'), 'utf8'))
    writeFileSync(computer.path('endpoint.json'), JSON.stringify({ ...older, version: '0.0.9' }))
    const { code, stderr } = await computer.run(['logout', '--vault', 'file']).ended
    expect(code).toBe(1)
    expect(stderr).toContain('Tonearm 0.0.9 is running. It is too old to prove that it is Tonearm')
    expect(stderr).toContain('Update Tonearm.')
  })

  it('says that a login in the environment comes back', async () => {
    const computer = await computerWithSpotify()
    const { stderr } = await computer.run(['logout', '--vault', 'file'], { SPOTIFY_REFRESH_TOKEN: 'AQ-another' }).ended
    expect(stderr).toMatch(/^SPOTIFY_REFRESH_TOKEN is still set.+\n$/)
  })
})
