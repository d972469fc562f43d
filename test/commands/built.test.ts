import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { extendedRow } from '../history/rows.ts'
import { connectNewer } from '../mcp/era-2026/modern.ts'
import { built } from '../package/built.ts'
import { importedBy } from '../package/imports.ts'
import { newComputer } from './run-command.ts'
import { call, computerWithSpotify, connect, ready, signIn } from './with-spotify.ts'

let out: string
const cli = () => join(out, 'cli.js')

beforeAll(async () => {
  out = join(await built(), 'out')
})

describe('the built command', () => {
  it('can be started as a program', async () => {
    expect(readFileSync(cli(), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    expect(statSync(cli()).mode & 0o111).toBe(0o111)
    const { code, stdout } = await newComputer({ program: [process.execPath, cli()] }).run(['--version']).ended
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${packageJson.version}\n` })
  })

  it('signs in, serves and answers like the source', async () => {
    const computer = await computerWithSpotify({ program: [process.execPath, cli()] })
    await signIn(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    expect(await call(await connect(await ready(serve)), 'search_tracks', { query: 'midnight' })).toContain('Midnight River')
    expect((await serve.stop()).code).toBe(0)
  })

  it('answers clients of the newer era', async () => {
    const computer = await computerWithSpotify({ program: [process.execPath, cli()] })
    await signIn(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    const { url, token } = await ready(serve)
    const client = await connectNewer({ url, token }, 'auto')
    expect(client.getProtocolEra()).toBe('modern')
    expect((await client.listTools()).tools.length).toBeGreaterThan(20)
    expect(JSON.stringify(await client.callTool({ name: 'search_tracks', arguments: { query: 'midnight' } }))).toContain('Midnight River')
    expect((await serve.stop()).code).toBe(0)
  })

  it('leaves out what the SDKs bring and nobody uses', () => {
    const scripts = ['shared.js', 'newer-era.js'].map((name) => readFileSync(join(out, 'command', name), 'utf8')).join('\n')
    expect(scripts).toContain('ListToolsRequestSchema')
    expect(scripts.match(/\brequire_ajv\b|^(?:const|var) (?:OAuthMetadata|ServerTasksCapability|ModelPreferences)Schema\b/gm)).toBeNull()
  })

  it('imports a listening history in its thread', async () => {
    const computer = newComputer({ program: [process.execPath, cli()] })
    const file = computer.path('..', '..', 'a.json')
    writeFileSync(file, JSON.stringify([extendedRow()]))
    const { code, stdout, stderr } = await computer.run(['history', 'import', file, '--account', 'wanda', '--vault', 'file']).ended
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '1 of 1 plays are new.\n', stderr: '' })
    // The app has the same, beside its own parts.
    expect(readdirSync(join(out, 'workers'))).toEqual(expect.arrayContaining(['history-worker.js', 'chart-worker.js', 'chart-files']))
  })

  it('keeps what Node compiled for the next start, also when the client kills it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'tonearm-cache-'))
    onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }))
    const program = [process.execPath, cli()]
    const computer = newComputer({ program, environment: { HOME: home, NODE_COMPILE_CACHE: '', SPOTIFY_CLIENT_ID: 'a'.repeat(32) } })
    const command = computer.run(['stdio', '--vault', 'memory'])
    const kept = () =>
      readdirSync(join(home, '.cache', 'tonearm'), { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
    await expect.poll(kept).not.toEqual([])
    command.process.kill('SIGKILL')
    await command.ended
    expect(kept().length).toBeGreaterThan(1)
  })

  it('loads neither HTTP nor the parsers of settings files before its first answer over standard input', () => {
    const loaded = withWhatTheyImport(['main.js', 'stdio.js'], join(out, 'command'))
    expect(loaded).toContain('shared.js')
    const scripts = loaded.map((name) => readFileSync(join(out, 'command', name), 'utf8'))
    expect(scripts.flatMap(staticImports)).not.toContain('node:http')
    for (const name of ['yaml', 'toml-eslint-parser', 'jsonc-parser']) expect(scripts.join()).not.toContain(`node_modules/${name}/`)
  })

  it('has every package built in but keytar, whose binary cannot be', () => {
    const chunks = readdirSync(join(out, 'command')).filter((name) => name.endsWith('.js'))
    const scripts = ['cli.js', ...chunks.map((name) => join('command', name))].map((name) => readFileSync(join(out, name), 'utf8'))
    expect(scripts.flatMap(importedBy).filter((name) => !isBuiltin(name) && !name.startsWith('.'))).toEqual(['keytar'])
  })

  it('tells somebody with an old Node what is needed', async () => {
    const old = 'Object.defineProperty(process.versions, "node", { value: "20.20.2" })'
    const pretend = ['--import', `data:text/javascript,${encodeURIComponent(old)}`]
    const { code, stdout, stderr } = await newComputer({ program: [process.execPath, ...pretend, cli()] }).run(['serve']).ended
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Tonearm needs Node 24 or newer; this is Node 20.20.2. Get a newer one from https://nodejs.org.\n',
    })
  })
})

/** These scripts and all that Node loads with them. */
function withWhatTheyImport(scripts: string[], folder: string): string[] {
  const loaded = new Set(scripts)
  // A set goes on to what is added while it is gone through.
  for (const script of loaded) {
    for (const name of staticImports(readFileSync(join(folder, script), 'utf8'))) if (name.startsWith('./')) loaded.add(name.slice(2))
  }
  return [...loaded]
}

function staticImports(script: string): string[] {
  return [...script.matchAll(/^import\s*(?:[^"'`;]*?\bfrom\s*)?["']([^"']+)["']/gm)].map((found) => found[1] ?? '')
}
