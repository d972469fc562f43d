import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findPaths } from '../../src/config/paths.ts'

const home = join('/', 'home', 'wanda')

describe('the data directory', () => {
  it.each([
    ['linux', {}, '/home/wanda/.config/Tonearm'],
    ['linux', { XDG_CONFIG_HOME: '/config' }, '/config/Tonearm'],
    ['linux', { XDG_CONFIG_HOME: '' }, '/home/wanda/.config/Tonearm'],
    ['freebsd', {}, '/home/wanda/.config/Tonearm'],
    ['darwin', { XDG_CONFIG_HOME: '/config' }, '/home/wanda/Library/Application Support/Tonearm'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Tonearm'],
    ['win32', {}, '/home/wanda/AppData/Roaming/Tonearm'],
  ] as const)("is Electron's userData: %s %j", (platform, environment, expected) => {
    expect(findPaths({ environment, platform, home }).directory).toBe(expected)
  })

  it('is the one of the flag, else of TONEARM_DATA_DIR, and always absolute', () => {
    const environment = { TONEARM_DATA_DIR: '/from/environment' }
    expect(findPaths({ environment, home }).directory).toBe('/from/environment')
    expect(findPaths({ directory: '/from/flag', environment, home }).directory).toBe('/from/flag')
    expect(findPaths({ directory: 'here', environment, home }).directory).toBe(join(process.cwd(), 'here'))
    expect(findPaths({ directory: '', environment: { TONEARM_DATA_DIR: '' }, platform: 'linux', home }).directory).toBe(
      '/home/wanda/.config/Tonearm',
    )
  })

  it('holds everything', () => {
    expect(findPaths({ directory: '/data' })).toEqual({
      directory: '/data',
      settings: '/data/settings.json',
      vault: '/data/vault.json',
      clients: '/data/clients.json',
      database: '/data/tonearm.sqlite',
      history: '/data/history.sqlite',
      endpoint: '/data/endpoint.json',
      lists: '/data/lists.json',
      log: '/data/logs/tonearm.log',
      quitByHand: '/data/quit-by-hand',
      window: '/data/window.json',
      web: '/data/web',
      starting: '/data/starting',
    })
  })
})
