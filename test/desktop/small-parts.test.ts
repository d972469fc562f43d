import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { parseLaunchOptions } from '../../src/desktop/launch-options.ts'
import { withLevel } from '../../src/desktop/system/log-level.ts'
import { contractArguments } from '../../src/desktop/window/contract-arguments.ts'
import { copyableText } from '../../src/desktop/window/copyable-texts.ts'
import { isOurPage } from '../../src/desktop/window/ipc.ts'
import { permissionGroups } from '../../src/desktop/window/permission-groups.ts'
import { channels } from '../../src/shared/channels.ts'
import { usedScopes } from '../../src/tools/runtime/registry.ts'

describe('the words of the command line', () => {
  it('choose vault, port and data directory, and say that the login started the app', () => {
    const words = ['electron', '.', '--hidden', '--vault=file', '--port=4000', '--data-dir=/data', '--enable-logging']
    expect(parseLaunchOptions(words, {})).toMatchObject({ hidden: true, vault: 'file', port: '4000', paths: { directory: '/data' } })
  })

  it('leave the vault to the settings unless one is named that exists', () => {
    expect(parseLaunchOptions(['electron', '--vault=none'], {})).toMatchObject({ hidden: false, vault: undefined })
  })
})

describe('texts for the clipboard', () => {
  const sources = { endpoint: 'http://127.0.0.1:3345/mcp', redirectUri: 'http://127.0.0.1:8888/callback' }

  it('are what the person pastes', () => {
    expect(copyableText('redirect-uri', sources)).toBe('http://127.0.0.1:8888/callback')
    expect(copyableText('endpoint-address', sources)).toBe('http://127.0.0.1:3345/mcp')
  })

  it('need a running endpoint, but for the redirect URI', () => {
    const stopped = { ...sources, endpoint: undefined }
    expect(copyableText('redirect-uri', stopped)).toBe('http://127.0.0.1:8888/callback')
    expect(() => copyableText('endpoint-address', stopped)).toThrow('Start the connection first')
  })
})

describe('a message from a page', () => {
  const frame = { origin: 'app://tonearm', parent: null }
  const ours = { mainFrame: frame, isDestroyed: (): boolean => false }
  const judge = (event: object, contents: object | undefined = ours) =>
    isOurPage({ sender: ours, senderFrame: frame, ...event } as never, contents as never)

  it('is heard from the main frame of our window, with our page in it', () => expect(judge({})).toBe(true))

  it.each([
    ['another window', { sender: { ...ours } }, ours],
    ['a frame that is gone', { senderFrame: null }, ours],
    ['a frame inside the page', { senderFrame: { ...frame, parent: frame } }, ours],
    ['a closed window', {}, undefined],
    ['a destroyed window', {}, { ...ours, isDestroyed: (): boolean => true }],
  ])('is not heard from %s', (_, event, contents) =>
    expect(isOurPage({ sender: ours, senderFrame: frame, ...event } as never, contents as never)).toBe(false),
  )

  it('is not heard from another origin in the same window', () => {
    const moved = { origin: 'https://example.com', parent: null }
    expect(isOurPage({ sender: ours, senderFrame: moved } as never, { ...ours, mainFrame: moved } as never)).toBe(false)
    const contents = { mainFrame: moved, isDestroyed: (): boolean => false }
    expect(isOurPage({ sender: contents, senderFrame: moved } as never, contents as never)).toBe(false)
  })
})

describe('lists that must be complete', () => {
  it('every function of the contract has a channel of its own and a check of its arguments', () => {
    expect(Object.keys(contractArguments).sort()).toEqual(Object.keys(channels).sort())
    expect(new Set(Object.values(channels)).size).toBe(Object.keys(channels).length)
  })

  it('every permission stands in one group', () => {
    expect(
      permissionGroups(allScopes)
        .flatMap(({ scopes }) => scopes.map(({ scope }) => scope))
        .sort(),
    ).toEqual([...allScopes].sort())
  })

  it('a permission that no tool uses is only there for who chose it', () => {
    expect(
      permissionGroups([])
        .flatMap(({ scopes }) => scopes.map(({ scope }) => scope))
        .sort(),
    ).toEqual([...usedScopes].sort())
  })
})

describe('the log level', () => {
  it('can change while the app runs', () => {
    const lines: string[] = []
    const write = (level: string) => (message: string) => void lines.push(`${level} ${message}`)
    let level: 'debug' | 'warn' = 'warn'
    const log = withLevel({ debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }, () => level)
    log.info('left out')
    log.error('kept')
    level = 'debug'
    log.debug('kept now')
    expect(lines).toEqual(['error kept', 'debug kept now'])
  })
})
