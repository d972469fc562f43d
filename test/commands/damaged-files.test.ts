import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { newComputer } from './run-command.ts'
import { connect, ready } from './with-spotify.ts'

describe('a settings.json that was lost in a power failure', () => {
  it('is put aside, and serve says so once and works with the defaults', async () => {
    const computer = newComputer()
    mkdirSync(computer.dataDirectory, { recursive: true })
    writeFileSync(computer.path('settings.json'), '\0'.repeat(512))
    const serve = computer.run(['serve', '--json', '--vault', 'memory'])
    const { tools } = await (await connect(await ready(serve))).listTools()
    expect(tools.length).toBeGreaterThan(0)
    const { stderr } = await serve.stop()
    const aside = readdirSync(computer.dataDirectory).find((name) => name.startsWith('settings.json.damaged-'))
    const sentence = `The settings file ${computer.path('settings.json')} was empty, perhaps after a power failure. Tonearm uses the default settings, and the file was renamed to ${aside}.`
    expect(stderr.split(sentence)).toHaveLength(2)
    expect(readFileSync(computer.path('logs', 'tonearm.log'), 'utf8')).toContain(sentence)
    expect(statSync(computer.path('logs', 'tonearm.log')).mode & 0o777).toBe(0o600)

    expect((await computer.run(['status', '--vault', 'memory']).ended).stderr).toBe('')
  })
})

describe.runIf(process.platform !== 'win32')('a folder or a named pipe where a file belongs', () => {
  it('stops serve with a sentence, at once', async () => {
    for (const [name, make, what] of [
      ['settings.json', (path: string) => execFileSync('mkfifo', [path]), 'a named pipe'],
      ['vault.json', (path: string) => execFileSync('mkfifo', [path]), 'a named pipe'],
      ['endpoint.json', (path: string) => mkdirSync(path), 'a folder'],
    ] as const) {
      const computer = newComputer()
      mkdirSync(computer.dataDirectory, { recursive: true })
      make(computer.path(name))
      const { code, stderr } = await computer.run(['serve', '--vault', 'file']).ended
      expect(code).toBe(1)
      expect(stderr).toBe(
        `The data directory ${computer.dataDirectory} cannot be used, because ${name} in it is ${what} instead of a file. Move it away. Choose another one with --data-dir or TONEARM_DATA_DIR.\n`,
      )
    }
  })

  it('makes "status --check" say so', async () => {
    const computer = newComputer()
    mkdirSync(computer.dataDirectory, { recursive: true })
    execFileSync('mkfifo', [computer.path('endpoint.json')])
    const { code, stdout } = await computer.run(['status', '--check']).ended
    expect([code, stdout]).toEqual([1, `${computer.path('endpoint.json')} is a named pipe instead of a file. Move it away.\n`])
  })
})
