import { describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../../src/config/logging.ts'
import { createOpenBundle } from '../../../src/desktop/system/open-bundle.ts'
import { createExternalLinks, isAllowedExternally, isClientLink, webPages } from '../../../src/desktop/window/external-links.ts'

const accounts = 'https://accounts.spotify.com'

describe('an address for the browser', () => {
  it.each([...Object.values(webPages), `${accounts}/authorize?client_id=1`, 'https://open.spotify.com/track/1'])(
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
    expect(warn).toHaveBeenCalledWith('Refused to open evil.example in the browser.')
    await links.open(webPages['spotify-dashboard'])
    expect(openExternal).toHaveBeenCalledWith('https://developer.spotify.com/dashboard')
  })

  it('is also the page with all versions, and no other page of its host', async () => {
    const openExternal = vi.fn(async () => {})
    const releasesPage = 'https://github.com/owner/tonearm/releases'
    const links = createExternalLinks({ shell: { openExternal }, accounts, releasesPage, log: silentLog })
    await links.open('https://github.com/owner/tonearm/archive.zip')
    await links.open(releasesPage)
    expect(openExternal.mock.calls).toEqual([[releasesPage]])
  })
})

/** The links as src/clients makes them. */
const clientLinks = {
  cursor: 'cursor://anysphere.cursor-deeplink/mcp/install?name=tonearm&config=eyJ1cmwiOiJ4In0%3D',
  'LM Studio': 'lmstudio://add_mcp?name=tonearm&config=eyJ1cmwiOiJ4In0%3D',
  'VS Code': 'vscode:mcp/install?%7B%22name%22%3A%22tonearm%22%7D',
  'VS Code Insiders': 'vscode-insiders:mcp/install?%7B%22name%22%3A%22tonearm%22%7D',
  VSCodium: 'vscodium:mcp/install?%7B%22name%22%3A%22tonearm%22%7D',
}

describe('a link for a client', () => {
  it.each(Object.entries(clientLinks))('may be opened when it asks %s to add a server', (_, link) => expect(isClientLink(link)).toBe(true))

  it.each([
    'cursor://anysphere.cursor-deeplink/prompt?text=rm',
    'cursor://anysphere.cursor-deeplink/mcp/install?name=tonearm&config=x&config=y',
    'cursor://anysphere.cursor-deeplink/mcp/install?name=tonearm&config=x&command=y',
    'cursor://anysphere.cursor-deeplink/mcp/install/../../prompt?name=tonearm&config=x',
    'cursor://anysphere.cursor-deeplink.evil.example/mcp/install?name=tonearm&config=x',
    'cursor://me:pass@anysphere.cursor-deeplink/mcp/install?name=tonearm&config=x',
    'cursor://anysphere.cursor-deeplink:1/mcp/install?name=tonearm&config=x',
    'cursor://anysphere.cursor-deeplink/mcp/install?name=tonearm&config=x#y',
    'cursor://file/etc/passwd',
    'vscode://file/etc/passwd',
    'vscode://mcp/install?%7B%7D',
    'vscode:mcp/install/../../extension/evil.evil?%7B%7D',
    'vscode:extension/evil.evil',
    'vscode:mcp/install?name=tonearm',
    'vscode:mcp/install',
    'vscode-exploration:mcp/install?%7B%7D',
    'lmstudio://add_mcp/more?name=tonearm&config=x',
    'lmstudio://open_from_hf?model=evil',
    'lmstudio:add_mcp?name=tonearm&config=x',
    'claude://anything',
    'https://anysphere.cursor-deeplink/mcp/install?name=tonearm&config=x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    ' ',
  ])('may not be opened: %s', (link) => expect(isClientLink(link)).toBe(false))

  it('is no address for the browser, and the other way round', () => {
    for (const link of Object.values(clientLinks)) expect(isAllowedExternally(link, accounts)).toBe(false)
    for (const address of Object.values(webPages)) expect(isClientLink(address)).toBe(false)
  })

  it('is opened only if it may be; what is refused is not repeated, since it may hold the key', async () => {
    const openExternal = vi.fn(async () => {})
    const links = createExternalLinks({ shell: { openExternal }, accounts, log: silentLog })
    await links.openClient(clientLinks.cursor)
    expect(openExternal).toHaveBeenCalledWith(clientLinks.cursor)
    const refusal = await links.openClient('vscode://file/secret').catch((error: Error) => error.message)
    expect(refusal).toBe('Refused to open a link that is not an install link of an app.')
    expect(openExternal).toHaveBeenCalledTimes(1)
  })

  it('that no app takes is a sentence', async () => {
    const openExternal = () => Promise.reject(new Error(clientLinks.cursor))
    const links = createExternalLinks({ shell: { openExternal }, accounts, log: silentLog })
    await expect(links.openClient(clientLinks.cursor)).rejects.toMatchObject({
      code: 'not-available',
      message: 'This computer has no app for the link. Is the app installed? Start it once, then try again.',
    })
  })
})

describe('the extension for Claude Desktop', () => {
  const bundle = '/opt/Tonearm/resources/tonearm.mcpb'

  it('is the one file that is opened', async () => {
    const openPath = vi.fn(async () => '')
    const open = createOpenBundle({ shell: { openPath }, bundle })
    await open(bundle)
    expect(openPath.mock.calls).toEqual([[bundle]])
    for (const file of ['/tmp/tonearm.mcpb', `${bundle}/../evil.desktop`, `${bundle}.exe`, 'tonearm.mcpb', '']) {
      await expect(open(file)).rejects.toThrow('Refused')
    }
    await expect(createOpenBundle({ shell: { openPath }, bundle: undefined })('')).rejects.toThrow('Refused')
    await expect(createOpenBundle({ shell: { openPath }, bundle: '/opt/evil.desktop' })('/opt/evil.desktop')).rejects.toThrow('Refused')
    expect(openPath).toHaveBeenCalledTimes(1)
  })

  it('that nothing opens is a sentence', async () => {
    const open = createOpenBundle({ shell: { openPath: async () => 'No application is registered' }, bundle })
    await expect(open(bundle)).rejects.toMatchObject({ code: 'not-available', message: expect.stringContaining(bundle) })
  })
})
