import { describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { createExternalLinks, isAllowedExternally, places } from '../../src/desktop/external-links.ts'

const accounts = 'https://accounts.spotify.com'

describe('an address for the browser', () => {
  it.each([...Object.values(places), `${accounts}/authorize?client_id=1`, 'https://open.spotify.com/track/1'])(
    'may be opened: %s',
    (address) => expect(isAllowedExternally(address, accounts)).toBe(true),
  )

  it.each([
    'https://accounts.spotify.com.evil.example/',
    'https://evil.example/?https://accounts.spotify.com/',
    'https://accounts.spotify.com@evil.example/',
    'https://me:pass@accounts.spotify.com/',
    'https://accounts.spotify.com:444/',
    'http://accounts.spotify.com/',
    'file:///C:/Windows/System32/calc.exe',
    'smb://accounts.spotify.com/share',
    'javascript:alert(1)',
    'spotify:track:1',
    'ms-msdt:/id PCWDiagnostic',
    '\\\\accounts.spotify.com\\share',
    '',
  ])('may not: %s', (address) => expect(isAllowedExternally(address, accounts)).toBe(false))

  it('is opened only if it may be, and the log names no more than the host', async () => {
    const openExternal = vi.fn(async () => {})
    const warn = vi.fn()
    const links = createExternalLinks({ shell: { openExternal }, accounts, log: { ...silentLog, warn } })
    await links.open('https://evil.example/?code=secret')
    expect(openExternal).not.toHaveBeenCalled()
    expect(warn).toHaveBeenCalledWith('A page wanted to open evil.example in the browser, which was refused.')
    await links.open(places['spotify-dashboard'])
    expect(openExternal).toHaveBeenCalledWith('https://developer.spotify.com/dashboard')
  })
})
