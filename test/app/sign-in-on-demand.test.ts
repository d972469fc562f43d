import { describe, expect, it } from 'vitest'
import { consent } from '../fake-spotify/consent.ts'
import { callTool } from '../product.ts'
import { startTonearm } from '../tonearm.ts'

describe('a tool call while nobody is signed in', () => {
  it('opens the sign-in page, waits for the person, and then answers', async () => {
    const opened: string[] = []
    const { call, tonearm } = await startTonearm({
      signedIn: false,
      async openUrl(url) {
        opened.push(url)
        expect((await consent(url)).status).toBe(200)
      },
    })
    expect(tonearm.status().account.state).toBe('signed-out')

    expect(await call('get_user_profile')).toContain('Wanda')
    expect(opened).toHaveLength(1)
    expect(tonearm.status().account).toMatchObject({ state: 'signed-in', grantedScopes: expect.arrayContaining(['user-library-read']) })
  })

  it('opens it once for several calls, also of several clients, and answers them all', async () => {
    const opened: string[] = []
    const { client, connect } = await startTonearm({
      signedIn: false,
      async openUrl(url) {
        opened.push(url)
        await new Promise((resolve) => setTimeout(resolve, 100))
        await consent(url)
      },
    })
    const clients = [client, await connect('second'), await connect('third')]
    const answers = await Promise.all(clients.flatMap((each) => [callTool(each, 'get_user_profile'), callTool(each, 'get_user_playlists')]))
    expect(answers.map(({ failed }) => failed)).toEqual(Array(6).fill(false))
    expect(opened).toHaveLength(1)
  })

  it('tells the client meanwhile what it is waiting for', async () => {
    const { client } = await startTonearm({
      signedIn: false,
      async openUrl(url) {
        await new Promise((resolve) => setTimeout(resolve, 200))
        await consent(url)
      },
    })
    const messages: (string | undefined)[] = []
    await client.callTool({ name: 'get_user_profile' }, undefined, { onprogress: ({ message }) => void messages.push(message) })
    expect(messages).toContain('Waiting for the sign-in to Spotify in the browser')
  })

  it('says so when the person refuses, and does not ask again by itself', async () => {
    const opened: string[] = []
    const { callInVain } = await startTonearm({
      signedIn: false,
      async openUrl(url) {
        opened.push(url)
        await consent(url, { as: 'cancel' })
      },
    })
    await callInVain('get_user_profile')
    expect(await callInVain('get_user_profile')).toBe('Nobody is signed in to Spotify. To sign in, run "tonearm login" in a terminal.')
    expect(opened).toHaveLength(1)
  })

  it('ends the wait, not the sign-in, when the client cancels', async () => {
    let url = ''
    const { client, call } = await startTonearm({
      signedIn: false,
      openUrl(opened) {
        url = opened
      },
    })
    const cancelled = new AbortController()
    const waiting = client.callTool({ name: 'get_user_profile' }, undefined, { signal: cancelled.signal })
    await expect.poll(() => url).not.toBe('')
    cancelled.abort('enough')
    await expect(waiting).rejects.toThrow('enough')

    await consent(url)
    expect(await call('get_user_profile')).toContain('Wanda')
  })
})

describe('a tool call while somebody signs in anew', () => {
  it('is answered with the login from before', async () => {
    const { call, tonearm } = await startTonearm()
    await call('get_user_profile')
    const ended = new AbortController()
    const signingIn = tonearm.signIn(() => {}, ended.signal)
    await expect.poll(() => tonearm.status().account.state).toBe('signing-in')

    expect(await call('get_user_top_tracks')).toContain('Spotify has no top tracks')
    ended.abort()
    await expect(signingIn).rejects.toMatchObject({ code: 'sign-in-cancelled' })
  })
})

describe('a login that ended', () => {
  it('is told in the answer, and the next call signs in again', async () => {
    const { call, callInVain, spotify, tonearm } = await startTonearm({ openUrl: async (url) => void (await consent(url)) })
    await call('get_user_profile')
    spotify.expireAccessTokens()
    spotify.expireRefreshTokens()

    expect(await callInVain('get_recently_played')).toContain('Sign in again')
    expect(tonearm.status().account).toEqual({ state: 'login-ended' })
    await call('get_recently_played')
    expect(tonearm.status().account).toMatchObject({ state: 'signed-in' })
  })
})

describe('the access token', () => {
  it('is renewed once for eight calls that find it expired', async () => {
    const { call, spotify } = await startTonearm()
    await call('get_user_profile')
    spotify.expireAccessTokens()
    const before = spotify.tokenRequests().length

    await Promise.all(Array.from({ length: 8 }, (_, index) => call('search_tracks', { query: `word${index}` })))
    expect(spotify.tokenRequests().length - before).toBe(1)
  })
})

describe('the tools on offer', () => {
  it('leave out what the grant does not allow, and a client is told when that changes', async () => {
    const { client, tonearm } = await startTonearm({ signedIn: ['user-top-read'], openUrl: async (url) => void (await consent(url)) })
    await client.callTool({ name: 'get_user_profile' })
    const names = async () => (await client.listTools()).tools.map(({ name }) => name)
    expect(await names()).toContain('get_user_top_tracks')
    expect(await names()).not.toContain('get_recently_played')

    const { ToolListChangedNotificationSchema } = await import('@modelcontextprotocol/sdk/types.js')
    const told = new Promise((resolve) => client.setNotificationHandler(ToolListChangedNotificationSchema, resolve))
    await tonearm.signIn()
    await told
    expect(await names()).toContain('get_recently_played')
  })
})
