import { readFileSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
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

  it('has every package built in but keytar, whose binary cannot be', () => {
    const scripts = ['cli.js', 'command/main.js'].map((name) => readFileSync(join(out, name), 'utf8'))
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
