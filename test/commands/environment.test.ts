import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newComputer } from './run-command.ts'
import { connect, ready } from './with-spotify.ts'

const settled = ['serve', '--json', '--vault', 'memory']

describe('the environment of the command', () => {
  it('TONEARM_TOKEN and TONEARM_PORT decide what clients have to use; --port wins', async () => {
    const computer = newComputer()
    const port = await freePort()
    const first = computer.run(settled, { TONEARM_TOKEN: 'chosen-by-the-owner', TONEARM_PORT: String(port) })
    expect(await ready(first)).toEqual({
      url: `http://127.0.0.1:${port}/mcp`,
      token: 'chosen-by-the-owner',
      pid: first.process.pid,
    })
    await connect({ url: `http://127.0.0.1:${port}/mcp`, token: 'chosen-by-the-owner' })
    await first.stop()

    const other = await freePort()
    const second = computer.run([...settled, '--port', String(other)], { TONEARM_PORT: String(port) })
    expect((await ready(second)).url).toBe(`http://127.0.0.1:${other}/mcp`)
  })

  it('TONEARM_DATA_DIR moves everything; --data-dir wins', async () => {
    const computer = newComputer()
    const [one, two] = [join(computer.environment.HOME ?? '', 'one'), join(computer.environment.HOME ?? '', 'two')]
    const first = computer.run(settled, { TONEARM_DATA_DIR: one })
    await ready(first)
    expect(existsSync(join(one, 'endpoint.json'))).toBe(true)
    const second = computer.run([...settled, '--data-dir', two], { TONEARM_DATA_DIR: one })
    await ready(second)
    expect(JSON.parse(readFileSync(join(two, 'endpoint.json'), 'utf8')).pid).toBe(second.process.pid)
    expect(existsSync(computer.dataDirectory)).toBe(false)
  })

  it('a data directory that cannot be used is named', async () => {
    const computer = newComputer()
    const file = join(computer.environment.HOME ?? '', 'a-file')
    writeFileSync(file, '')
    const { code, stderr } = await computer.run(['status', '--data-dir', file]).ended
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `The data directory ${file} cannot be used (EEXIST). Choose another one with --data-dir or TONEARM_DATA_DIR.\n`,
    })
  })

  it.each(['TONEARM_SPOTIFY_API', 'TONEARM_SPOTIFY_ACCOUNTS'])('%s may not point to another computer', async (name) => {
    const { code, stdout, stderr } = await newComputer().run(settled, { [name]: 'http://127.0.0.1.example.com/v1' }).ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(
      `${name} may only point to this computer (http://127.0.0.1:PORT or http://[::1]:PORT). Remove it to use Spotify itself.\n`,
    )
  })

  it('a log that cannot be written is said on standard error and stops nothing', async () => {
    const computer = newComputer()
    mkdirSync(computer.dataDirectory, { recursive: true })
    writeFileSync(computer.path('logs'), 'not a folder')
    const serve = computer.run(settled)
    const said = await ready(serve)
    await connect(said)
    await serve.saw(/^The log .+tonearm\.log cannot be written \(E[A-Z]+\)\.$/m)
    const { code, stdout } = await serve.stop()
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${JSON.stringify(said)}\n` })
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
