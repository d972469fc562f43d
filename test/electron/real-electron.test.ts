import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findElectron } from '../../scripts/find-electron.ts'
import { root } from '../root.ts'
import { launchEnvironment, launchWords } from './launch-words.ts'

/** A folder like node_modules/electron with these files in it. */
function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-electron-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

describe('the real Electron', () => {
  const mac = 'Electron.app/Contents/MacOS/Electron'

  it('is found where its installer puts it', () => {
    const folder = folderWith({ 'path.txt': mac, [`dist/${mac}`]: '' })
    expect(findElectron(folder, {})).toEqual({ binary: join(folder, 'dist', mac) })
  })

  it('is found in the folder that the environment names', () => {
    const folder = folderWith({ 'elsewhere/electron': '' })
    const elsewhere = join(folder, 'elsewhere')
    expect(findElectron(folder, { ELECTRON_OVERRIDE_DIST_PATH: elsewhere })).toEqual({ binary: join(elsewhere, 'electron') })
  })

  it.each([
    ['nothing was downloaded', {}, {}, 'never downloaded'],
    ['the download was not finished', { 'dist/electron': '' }, {}, 'never downloaded'],
    ['the binary was deleted', { 'path.txt': 'electron' }, {}, 'there is no '],
    ['the folder in the environment is empty', {}, { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' }, 'there is no '],
  ])('is missing when %s', (_, files, environment, why) => {
    expect(findElectron(folderWith(files), environment)).toEqual({ missing: expect.stringContaining(why) })
  })
})

describe('npm run test:electron', () => {
  const nowhere = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: join(tmpdir(), 'tonearm-no-electron') }
  const run = (...words: string[]) =>
    spawnSync(process.execPath, [join(root, 'test', 'electron', 'main.ts'), ...words], { encoding: 'utf8', env: nowhere })

  it('says in one line why it runs nothing, which is no failure', () => {
    const { status, stdout, stderr } = run()
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^Skipped: these tests need the real Electron, and there is no .*\.\n$/)
  })

  it('fails where Electron is required', () => {
    expect(run('--required').status).toBe(1)
  })
})

describe('the start of the app in these tests', () => {
  it('names the folder of the app before our words, and has no sandbox on Linux only', () => {
    expect(launchWords('/app', ['--vault=memory'], 'linux')).toEqual(['--no-sandbox', '/app', '--vault=memory'])
    expect(launchWords('/app', ['--vault=memory'], 'darwin')).toEqual(['/app', '--vault=memory'])
  })

  it('leads to the fake Spotify and to a data directory of its own, whatever the machine is set to', () => {
    const machine = {
      PATH: '/bin',
      TONEARM_PORT: '1',
      SPOTIFY_REFRESH_TOKEN: 'real',
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '--inspect',
      VITEST: undefined,
    }
    const environment = launchEnvironment(machine, { apiUrl: 'http://api', accountsUrl: 'http://accounts' }, '/data')
    expect(environment).toMatchObject({
      PATH: '/bin',
      TONEARM_DATA_DIR: '/data',
      TONEARM_SPOTIFY_API: 'http://api',
      TONEARM_SPOTIFY_ACCOUNTS: 'http://accounts',
      TONEARM_PORT: '0',
      SPOTIFY_REFRESH_TOKEN: '',
    })
    for (const name of ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'VITEST']) expect(environment).not.toHaveProperty(name)
  })
})
