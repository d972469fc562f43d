import { describe, expect, it } from 'vitest'
import { firstProxy, proxyFor } from '../../src/config/proxy.ts'

const api = new URL('https://api.spotify.com/v1/me')
const proxy = 'http://proxy.example:3128'

describe('the proxy for an address', () => {
  it.each([
    [{ HTTPS_PROXY: proxy }, 'proxy.example:3128'],
    [{ https_proxy: proxy }, 'proxy.example:3128'],
    [{ HTTPS_PROXY: 'proxy.example:3128' }, 'proxy.example:3128'],
    [{ HTTPS_PROXY: 'http://user:secret@proxy.example:3128' }, 'proxy.example:3128'],
    [{ HTTP_PROXY: proxy }, undefined],
    [{ HTTPS_PROXY: '' }, undefined],
    [{}, undefined],
    [{ HTTPS_PROXY: proxy, NO_PROXY: '*' }, undefined],
    [{ HTTPS_PROXY: proxy, NO_PROXY: 'example.org, .spotify.com' }, undefined],
    [{ HTTPS_PROXY: proxy, NO_PROXY: '*.spotify.com' }, undefined],
    [{ HTTPS_PROXY: proxy, NO_PROXY: 'spotify.com' }, undefined],
    [{ HTTPS_PROXY: proxy, no_proxy: 'API.spotify.com:443' }, undefined],
    [{ HTTPS_PROXY: proxy, NO_PROXY: 'api.spotify.com:8080' }, 'proxy.example:3128'],
    [{ HTTPS_PROXY: proxy, NO_PROXY: 'notspotify.com,pi.spotify.com' }, 'proxy.example:3128'],
  ])('with %j is %s', (environment, name) => {
    expect(proxyFor(api, environment)?.name).toBe(name)
  })

  it('of this computer is none, whatever the environment says', () => {
    for (const host of ['127.0.0.1:1', 'localhost:1', '[::1]:1', '127.1.2.3']) {
      expect(proxyFor(new URL(`http://${host}/mcp`), { HTTP_PROXY: proxy, HTTPS_PROXY: proxy })).toBeUndefined()
    }
  })

  it('of a kind that cannot be used is said, without its password', () => {
    expect(() => proxyFor(api, { HTTPS_PROXY: 'socks5://user:secret@proxy.example:1080' })).toThrow(
      'HTTPS_PROXY names a proxy that Tonearm cannot use. Give it the form http://proxy.example:3128.',
    )
  })

  it.each([
    ['PROXY proxy.example:3128; DIRECT', 'http://proxy.example:3128'],
    ['HTTPS proxy.example:443', 'https://proxy.example:443'],
    ['DIRECT', undefined],
    ['SOCKS5 proxy.example:1080', undefined],
    ['', undefined],
  ])('that the system gives as "%s" is %s', (answer, url) => {
    expect(firstProxy(answer)?.url).toBe(url)
  })
})
