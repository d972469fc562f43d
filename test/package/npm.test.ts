import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildNpmPackage } from '../../scripts/build-npm-package.ts'
import { findOwnFiles } from '../../src/app/own-files.ts'
import { allScopes } from '../../src/config/scopes.ts'
import { newComputer } from '../commands/run-command.ts'
import { call, computerWithSpotify } from '../commands/with-spotify.ts'
import { start } from '../run-program.ts'
import { built } from './built.ts'
import { importedBy, packageOf } from './imports.ts'

/** What `npm pack --json` says of a package. */
type Packed = { filename: string; unpackedSize: number; files: { path: string; mode: number }[] }

type Manifest = Record<string, unknown> & { optionalDependencies: Record<string, string> }

const folder = mkdtempSync(join(tmpdir(), 'tonearm-npm-'))
/** Where the tarball was unpacked. */
const unpacked = join(folder, 'package')
let packed: Packed
let manifest: Manifest

beforeAll(async () => {
  const published = join(folder, 'published')
  buildNpmPackage(await built(), published)
  const environment = { PATH: process.env.PATH ?? '', HOME: folder, npm_config_update_notifier: 'false' }
  const words = ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', folder]
  const { stdout } = await succeeded(start('npm', words, environment, published))
  // npm 12 names the packages, earlier ones list them.
  packed = Object.values(JSON.parse(stdout) as Packed[])[0] as Packed
  await succeeded(start('tar', ['-xzf', packed.filename], environment, folder))
  manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Manifest
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the npm package', () => {
  it('is the command, the bridge and the bundle, and nothing of the desktop app or of our work on it', () => {
    const isPartOfCommand = (path: string) => /^out\/command\/[\w-]+\.js$/.test(path)
    const paths = packed.files.map(({ path }) => path)
    expect(paths.filter(isPartOfCommand)).toContain('out/command/main.js')
    const isFont = (path: string) =>
      /^out\/workers\/chart-files\/fonts\/noto-sans[a-z-]*\/(?:files\/[\w-]+\.woff2|unicode\.json|LICENSE)$/.test(path)
    expect(paths.filter(isFont).length).toBeGreaterThan(300)
    expect(paths.filter((path) => !isPartOfCommand(path) && !isFont(path)).sort()).toMatchInlineSnapshot(`
      [
        "LICENSE",
        "README.md",
        "out/bridge/bridge.js",
        "out/bridge/package.json",
        "out/cli.js",
        "out/command/licences.txt",
        "out/tonearm.mcpb",
        "out/workers/chart-files/resvg.wasm",
        "out/workers/chart-worker-licences.txt",
        "out/workers/chart-worker.js",
        "out/workers/history-worker-licences.txt",
        "out/workers/history-worker.js",
        "package.json",
      ]
    `)
    expect(packed.files.find(({ path }) => path === 'out/cli.js')?.mode).toBe(0o755)
    // 10 MB are for pictures: fonts for every script, and what makes PNG. 1 MB is for proxies, 0.8 MB for the newer protocol. All are loaded only when needed.
    expect(packed.unpackedSize).toBeLessThan(16_000_000)
  })

  it('says about itself only what concerns those who install it', () => {
    const expected = ['bin', 'description', 'engines', 'files', 'license', 'name', 'optionalDependencies', 'type', 'version']
    expect(Object.keys(manifest)).toEqual(expect.arrayContaining(expected))
    for (const key of ['scripts', 'devDependencies', 'main', 'private', 'allowScripts', 'dependencies'])
      expect(manifest).not.toHaveProperty(key)
    expect(JSON.stringify(manifest)).not.toMatch(/\b(?:src|test|scripts|renderer|electron(?!-log))\b/)
    expect(manifest.bin).toEqual({ tonearm: 'out/cli.js' })
  })

  it('names the licences of what is built in', () => {
    const licences = readFileSync(join(unpacked, 'out', 'command', 'licences.txt'), 'utf8')
    for (const name of ['@modelcontextprotocol/sdk', '@spotify/web-api-ts-sdk', 'zod', 'yaml']) expect(licences).toContain(`\n${name} `)
    expect(licences).toContain('MIT License')
  })

  it('holds exactly the scripts that the command loads, and finds each package that they load', () => {
    const loaded = new Set<string>()
    const packages = new Set<string>()
    const follow = (file: string): void => {
      if (loaded.has(file)) return
      loaded.add(file)
      for (const what of importedBy(readFileSync(join(unpacked, file), 'utf8'))) {
        if (what.startsWith('.')) follow(join(dirname(file), what))
        else if (!isBuiltin(what)) packages.add(packageOf(what))
      }
    }
    follow('out/cli.js')
    // A thread is started by the path of its script.
    for (const name of ['history-worker', 'chart-worker']) follow(`out/workers/${name}.js`)
    const scripts = readdirSync(join(unpacked, 'out'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))
    const ownScripts = scripts.filter((name) => !name.startsWith('bridge')).map((name) => join('out', name))
    expect([...loaded].sort()).toEqual(ownScripts.sort())
    const installed = Object.keys(manifest.optionalDependencies)
    expect([...packages].sort()).toEqual(installed.sort())
  })
})

describe('the installed npm package, without its optional packages,', () => {
  const command = join(unpacked, 'out', 'cli.js')

  it('finds the bridge and the bundle that it connects clients with', () => {
    const out = join(unpacked, 'out')
    const found = { bridge: join(out, 'bridge', 'bridge.js'), bundle: join(out, 'tonearm.mcpb') }
    expect(findOwnFiles({ code: join(out, 'command') })).toEqual(found)
  })

  it('serves an MCP client, as everything else is built in', async () => {
    const computer = await computerWithSpotify()
    const client = new Client({ name: 'npx', version: '1.0.0' })
    onTestFinished(() => client.close())
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [command, 'stdio', '--vault', 'file'],
        env: { ...computer.environment, SPOTIFY_REFRESH_TOKEN: computer.spotify.grant([...allScopes]).refreshToken },
        cwd: unpacked,
        stderr: 'ignore',
      }),
    )
    expect(await call(client, 'search_tracks', { query: 'midnight' })).toContain('Midnight River')
  })

  it('says what to do where the keychain is wanted', async () => {
    const computer = newComputer({ program: [process.execPath, command], environment: { SPOTIFY_CLIENT_ID: 'c'.repeat(32) } })
    const { code, stderr } = await computer.run(['logout']).ended
    expect(code, stderr).toBe(1)
    expect(stderr).toMatch(/installed without keytar.*without --omit=optional.*--vault file/)
  })
})

async function succeeded(command: ReturnType<typeof start>): Promise<{ stdout: string }> {
  const { code, stdout, stderr } = await command.ended
  expect(code, stdout + stderr).toBe(0)
  return { stdout }
}
