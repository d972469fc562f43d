import { describe, expect, it } from 'vitest'
import { checkLoginAddress, hostOf } from '../../../src/desktop/login/login-address.ts'

const accounts = 'https://accounts.spotify.com'
const signInUrl = `${accounts}/authorize?client_id=1&redirect_uri=${encodeURIComponent('http://127.0.0.1:8888/callback')}&state=x`
const check = (address: string) => checkLoginAddress(address, { accounts, signInUrl })

describe('an address in the login window', () => {
  it.each([
    'https://accounts.spotify.com/login?continue=x',
    'https://challenge.spotify.com/c/1',
    'https://www.spotify.com/legal/privacy-policy/',
    'http://127.0.0.1:8888/callback?code=1&state=x',
  ])('stays for what belongs to the sign-in: %s', (address) => expect(check(address)).toBe('stay'))

  it.each([
    'https://accounts.google.com/o/oauth2/v2/auth',
    'https://appleid.apple.com/auth/authorize',
    'https://www.facebook.com/v18.0/dialog/oauth',
    'https://accounts.spotify.com.evil.example/login',
    'https://evilspotify.com/',
    'https://accounts.spotify.com:8443/',
  ])('goes on in the browser for any other page: %s', (address) => expect(check(address)).toBe('browser'))

  it.each([
    'http://accounts.spotify.com/login',
    'http://127.0.0.1:8888/other',
    'http://127.0.0.1:9999/callback',
    'http://localhost:8888/callback',
    'https://someone@accounts.spotify.com/',
    'https://accounts.spotify.com:pass@evil.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'app://tonearm/',
    'data:text/html,x',
    'no address',
  ])('is refused when it is neither: %s', (address) => expect(check(address)).toBe('refuse'))

  it('is named in the title by its host', () => {
    expect(hostOf('https://accounts.spotify.com/login')).toBe('accounts.spotify.com')
  })
})
