import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import packageJson from '../../package.json' with { type: 'json' }
import { buildBridge } from '../../scripts/build-bridge.ts'
import { startCommands } from '../../src/bridge/start-tonearm.ts'
import { allScopes } from '../../src/config/scopes.ts'
import { readEndpointFile } from '../../src/discovery/endpoint-file.ts'
import { commandFile } from '../commands/run-command.ts'
import { type ComputerWithSpotify, computerWithSpotify } from '../commands/with-spotify.ts'
import { root } from '../root.ts'
import { start } from '../run-program.ts'
import { introduction, until } from './bridge-in-process.ts'
import { builtBridge } from './built-bridge.ts'

let bridge: string
beforeAll(async () => {
  bridge = await builtBridge()
})

type Desk = {
  computer: ComputerWithSpotify
  /** How the desktop was asked to start something: the words of each call. */
  launched(): string[]
  /** A client starts bridge.js and calls a tool. @returns the program */
  ask(options?: { file?: string; words?: string[]; method?: string }): ReturnType<typeof start>
}

/** A computer with a desktop whose `gtk-launch` is noted, and starts a real Tonearm (the command in place of the app). */
async function desk(settings: object | undefined): Promise<Desk> {
  const computer = await computerWithSpotify()
  const { refreshToken } = computer.spotify.grant([...allScopes])
  const programs = computer.path('..', 'programs')
  const record = computer.path('..', 'launched')
  mkdirSync(programs, { recursive: true })
  mkdirSync(computer.dataDirectory, { recursive: true, mode: 0o700 })
  if (settings) writeFileSync(computer.path('settings.json'), JSON.stringify(settings))
  const script = `#!/bin/sh\necho "$@" >> '${record}'\n'${process.execPath}' '${commandFile}' serve --json --vault file > /dev/null 2>&1 &\n`
  writeFileSync(join(programs, 'gtk-launch'), script, { mode: 0o755 })
  const environment = { ...computer.environment, PATH: `${programs}:${computer.environment.PATH}`, SPOTIFY_REFRESH_TOKEN: refreshToken }
  onTestFinished(() => {
    const running = readEndpointFile(computer.path('endpoint.json'))
    if (running) process.kill(running.pid, 'SIGKILL')
  })
  return {
    computer,
    launched: () => (existsSync(record) ? readFileSync(record, 'utf8').trimEnd().split('\n') : []),
    ask({ file = bridge, words = [], method = 'tools/call' } = {}) {
      const child = start(process.execPath, [file, ...words], environment)
      onTestFinished(() => void child.process.kill('SIGKILL'))
      const params = { name: 'search_tracks', arguments: { query: 'midnight' } }
      for (const message of [
        { id: 0, method: 'initialize', params: introduction },
        { method: 'notifications/initialized' },
        { id: 1, method, params },
      ]) {
        child.type(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
      }
      return child
    },
  }
}

/** Waits until the bridge has had the time to start something. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 700))

describe.skipIf(process.platform !== 'linux')('an app that needs Tonearm', () => {
  it('starts it, where the person allows that, and its call is answered', async () => {
    const { ask, launched } = await desk({ startForApps: true })
    const clients = [ask(), ask()]
    for (const client of clients) await client.saw(/Midnight Train/, 'stdout')
    expect(launched()).toEqual(['tonearm'])
    expect(clients.map((client) => client.stderr()).join('')).toContain('Starting Tonearm, because an app needs it.')
  })

  it.each([
    ['the person did not allow it', undefined],
    ['the person does not want it', { startForApps: false }],
    ['the setting is no yes', { startForApps: 'true' }],
  ])('does not start it when %s', async (_, settings) => {
    const { ask, launched } = await desk(settings)
    const client = ask()
    await client.saw(/"id":0/, 'stdout')
    await aMoment()
    expect(launched()).toEqual([])
  })

  it('does not start it after the person quit it by hand', async () => {
    const { computer, ask, launched } = await desk({ startForApps: true })
    writeFileSync(computer.path('quit-by-hand'), '')
    ask()
    await aMoment()
    expect(launched()).toEqual([])
  })

  it('starts it again when the last start is long ago', async () => {
    const { computer, ask, launched } = await desk({ startForApps: true })
    writeFileSync(computer.path('starting'), '')
    ask()
    await aMoment()
    expect(launched()).toEqual([])
    const longAgo = new Date(Date.now() - 31_000)
    utimesSync(computer.path('starting'), longAgo, longAgo)
    await ask().saw(/Midnight Train/, 'stdout')
    expect(launched()).toEqual(['tonearm'])
  })

  it('does not start it by reading lists, as every app does at its own start', async () => {
    const { ask, launched } = await desk({ startForApps: true })
    for (const method of ['tools/list', 'resources/list']) ask({ method })
    await aMoment()
    expect(launched()).toEqual([])
  })

  it('does not start another Tonearm than the one of its data folder', async () => {
    const { computer, ask, launched } = await desk(undefined)
    const elsewhere = computer.path('..', 'elsewhere')
    mkdirSync(elsewhere, { mode: 0o700 })
    writeFileSync(join(elsewhere, 'settings.json'), JSON.stringify({ startForApps: true }))
    ask({ words: ['--data-dir', elsewhere] })
    await aMoment()
    expect(launched()).toEqual([])
  })

  it('does not start it through the extension of Claude Desktop', async () => {
    const { computer, ask, launched } = await desk({ startForApps: true })
    const file = await buildBridge(computer.path('..', 'extension'), 'src/bridge/extension.ts')
    expect(readFileSync(file, 'utf8')).not.toMatch(/child_process|gtk-launch/)
    ask({ file })
    await aMoment()
    expect(launched()).toEqual([])
  })

  it('hears how to start it where the desktop cannot', async () => {
    const { computer, ask } = await desk({ startForApps: true })
    writeFileSync(computer.path('..', 'programs', 'gtk-launch'), '#!/bin/sh\nexit 2\n', { mode: 0o755 })
    writeFileSync(computer.path('..', 'programs', 'gio'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const client = ask()
    await until(() => client.stderr().includes('it is not installed, or the desktop offers no way to start it'))
    client.endInput()
    expect((await client.ended).stdout).toContain('Tonearm is not running. Start it from the applications menu')
  })
})

describe('the command that starts Tonearm', () => {
  it('is the way of the system, with nothing in it that somebody could choose', () => {
    expect(startCommands('darwin', {}, '/Users/wanda')).toEqual([['/usr/bin/open', '-g', '-b', 'app.tonearm']])
    expect(startCommands('win32', {}, tmpdir())).toEqual([[join(tmpdir(), 'AppData', 'Local', 'Programs', 'tonearm', 'Tonearm.exe')]])
    expect(startCommands('win32', { LOCALAPPDATA: '/local' }, tmpdir())).toEqual([[join('/local', 'Programs', 'tonearm', 'Tonearm.exe')]])
    expect(startCommands('linux', { LOCALAPPDATA: '/local' }, '/home/wanda')).toEqual([
      ['gtk-launch', 'tonearm'],
      ['gio', 'launch', '/usr/share/applications/tonearm.desktop'],
    ])
  })

  // electron-builder: `appId` is what macOS knows an app by; a one-click installer of Windows takes the package's name for its folder and the
  // product's name for the program (targetUtil.js, getWindowsInstallationDirName); a .deb takes the package's name for its desktop entry.
  it('starts what electron-builder installs', () => {
    const { appId, productName, nsis, linux } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'))
    expect(startCommands('darwin', {}, '/Users/wanda')[0]?.at(-1)).toBe(appId)
    expect(nsis).toMatchObject({ oneClick: true, perMachine: false })
    expect(startCommands('win32', { LOCALAPPDATA: '/local' }, '/')).toEqual([
      [join('/local', 'Programs', packageJson.name, `${productName}.exe`)],
    ])
    expect([linux.executableName, 'desktopName' in packageJson]).toEqual([undefined, false])
    expect(startCommands('linux', {}, '/')[0]?.at(-1)).toBe(packageJson.name)
  })
})
