import { describe, expect, it } from 'vitest'
import { findListenOn } from '../../src/config/listen-on.ts'

const token = { TONEARM_TOKEN: 'x'.repeat(32) }

describe('where the endpoint listens', () => {
  it('is this computer alone, as long as nobody says another address', () => {
    expect(findListenOn({}, token)).toEqual({ address: '127.0.0.1' })
    for (const host of ['127.0.0.1', 'localhost', '']) expect(findListenOn({ host }, {})).toEqual({ address: '127.0.0.1' })
    for (const host of ['::1', '[::1]']) expect(findListenOn({ host }, {})).toEqual({ address: '::1' })
  })

  it('is an address that others can reach when it is asked for, with a token of the owner', () => {
    expect(findListenOn({ host: '0.0.0.0' }, token)).toEqual({ address: '0.0.0.0', allowedHosts: [] })
    expect(findListenOn({ host: '::' }, token)).toEqual({ address: '::', allowedHosts: [] })
    expect(findListenOn({ host: '192.168.1.20' }, token)).toEqual({ address: '192.168.1.20', allowedHosts: ['192.168.1.20'] })
    // All of 127.0.0.0/8 is this computer, but not a name of it that the guard knows.
    expect(findListenOn({ host: '127.0.0.2' }, token)).toEqual({ address: '127.0.0.2', allowedHosts: ['127.0.0.2'] })
  })

  it('can be said in the environment; the command line wins', () => {
    const environment = { ...token, TONEARM_HOST: '0.0.0.0', TONEARM_ALLOWED_HOSTS: 'NAS.local, music.example ,,fd00::1' }
    expect(findListenOn({}, environment)).toEqual({ address: '0.0.0.0', allowedHosts: ['nas.local', 'music.example', 'fd00::1'] })
    expect(findListenOn({ host: '192.168.1.20', allowedHosts: ['[FD00::2]', 'my_nas'] }, environment)).toEqual({
      address: '192.168.1.20',
      allowedHosts: ['192.168.1.20', 'fd00::2', 'my_nas'],
    })
    expect(findListenOn({ host: '127.0.0.1' }, environment)).toEqual({
      address: '127.0.0.1',
      names: ['nas.local', 'music.example', 'fd00::1'],
    })
  })

  it.each([
    [{}, /^To listen on 0\.0\.0\.0, where others .+ TONEARM_TOKEN\. Make one with: openssl rand -base64 32$/],
    [{ TONEARM_TOKEN: 'x'.repeat(31) }, /^The token in TONEARM_TOKEN must have at least 32 characters .+ openssl rand/],
    [{ TONEARM_TOKEN: 'pass phrase with spaces in it, long' }, /no spaces/],
    [{ TONEARM_TOKEN: 'ü'.repeat(40) }, /letters, digits/],
  ])('needs a token that nobody guesses: %j', (environment, sentence) => {
    const ask = () => findListenOn({ host: '0.0.0.0' }, environment)
    expect(ask).toThrow(expect.objectContaining({ code: 'invalid-setting', message: expect.stringMatching(sentence) }))
  })

  it.each(['nas', '0.0.0.0:3345', 'http://0.0.0.0', '256.1.1.1', '*'])('refuses the address %s', (host) => {
    expect(() => findListenOn({ host }, token)).toThrow(`"${host}" is not an address to listen on.`)
  })

  it.each(['http://nas', 'nas:3345', '*', '*.example', 'a b', '[nas]', '-x', 'x.'])('refuses the name %s', (name) => {
    expect(() => findListenOn({ host: '0.0.0.0', allowedHosts: [name] }, token)).toThrow(`"${name}" is not a name that --allow-host takes`)
  })

  it('is this computer alone also under other names, without a token that the owner chose', () => {
    const allowedHosts = ['Host.Docker.Internal']
    expect(findListenOn({ allowedHosts }, {})).toEqual({ address: '127.0.0.1', names: ['host.docker.internal'] })
    expect(() => findListenOn({ allowedHosts: ['host.docker.internal:3345'] }, {})).toThrow('is not a name that --allow-host takes')
  })
})
