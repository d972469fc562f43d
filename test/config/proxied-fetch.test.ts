import { describe, expect, it } from 'vitest'
import { createProxiedFetch } from '../../src/config/proxied-fetch.ts'
import { startProxy, startTarget } from './connect-proxy.ts'

const address = 'http://api.spotify.test/v1/me'

describe('a request to Spotify', () => {
  it('goes through the proxy that the environment names, with its password', async () => {
    const proxy = await startProxy(await startTarget())
    const fetch = createProxiedFetch({ environment: { HTTP_PROXY: proxy.url.replace('//', '//user:secret@') } })
    expect(await (await fetch(address)).text()).toBe('api.spotify.test /v1/me')
    expect(proxy.seen).toEqual(['CONNECT api.spotify.test:80 with a password'])
  })

  it("goes through the system's proxy when the environment says nothing about proxies", async () => {
    const proxy = await startProxy(await startTarget())
    const systemProxy = async () => `PROXY ${proxy.place}; DIRECT`
    await createProxiedFetch({ environment: {}, systemProxy })(address)
    await createProxiedFetch({ environment: { NO_PROXY: '*' }, systemProxy })(address).catch(() => {})
    expect(proxy.seen).toEqual(['CONNECT api.spotify.test:80'])
  })

  it('on this computer goes there directly', async () => {
    const proxy = await startProxy()
    const target = await startTarget()
    const fetch = createProxiedFetch({ environment: { HTTP_PROXY: proxy.url }, systemProxy: async () => `PROXY ${proxy.place}` })
    expect(await (await fetch(`${target}/v1/me`)).text()).toContain('/v1/me')
    expect(proxy.seen).toEqual([])
  })

  it('that the proxy refuses, or that finds no proxy, names the proxy', async () => {
    const proxy = await startProxy()
    await expect(createProxiedFetch({ environment: { HTTP_PROXY: proxy.url } })(address)).rejects.toMatchObject({ proxy: proxy.place })
    await expect(createProxiedFetch({ environment: { HTTP_PROXY: 'http://127.0.0.1:9' } })(address)).rejects.toMatchObject({
      proxy: '127.0.0.1:9',
    })
  })
})
