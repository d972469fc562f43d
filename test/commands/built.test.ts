import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { newComputer, root, start } from './run-command.ts'
import { call, computerWithSpotify, connect, ready, signIn } from './with-spotify.ts'

// Below node_modules, so that the build finds its dependencies as out/ does.
const cache = join(root, 'node_modules', '.cache')
let out: string
const cli = () => join(out, 'out', 'cli.js')

beforeAll(async () => {
  mkdirSync(cache, { recursive: true })
  out = mkdtempSync(join(cache, 'tonearm-build-'))
  // The same build as `npm run build`, with another folder to write to.
  const configuration = join(out, 'elsewhere.config.ts')
  writeFileSync(
    configuration,
    `import usual from ${JSON.stringify(join(root, 'electron.vite.config.ts'))}
     export default { main: { ...usual.main, build: { ...usual.main.build, outDir: ${JSON.stringify(join(out, 'out'))} } } }`,
  )
  const bin = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const building = start(process.execPath, [bin, 'build', '--config', configuration], { PATH: process.env.PATH ?? '' })
  const { code, stdout, stderr } = await building.ended
  if (code !== 0) throw new Error(`The build failed:\n${stdout}\n${stderr}`)
}, 60_000)

afterAll(() => rmSync(out, { recursive: true, force: true }))

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

  it('leaves its dependencies outside', () => {
    const chunks = readdirSync(join(out, 'out', 'chunks'))
    const bytes = chunks.reduce((sum, name) => sum + statSync(join(out, 'out', 'chunks', name)).size, 0)
    expect(bytes).toBeLessThan(1_000_000)
    expect(chunks.map((name) => readFileSync(join(out, 'out', 'chunks', name), 'utf8')).join('')).toContain('import("keytar")')
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
