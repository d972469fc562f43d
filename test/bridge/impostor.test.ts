import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Computer, newComputer } from '../commands/run-command.ts'
import { ready } from '../commands/with-spotify.ts'
import { running } from '../mcp/running.ts'
import { type RunningCommand, start } from '../run-program.ts'
import { endpointFile, startBridge } from './bridge-in-process.ts'
import { startFaultProxy } from './fault-proxy.ts'

const program = fileURLToPath(new URL('impostor-program.mjs', import.meta.url))

type Head = { method: string; url: string; headers: Record<string, string> }

/** The requests that an impostor got. */
function heads(impostor: RunningCommand): Head[] {
  return impostor
    .stdout()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Head)
}

/** Another program listens on the port from now on. */
async function takePort(url: string): Promise<RunningCommand> {
  const impostor = start(process.execPath, [program, new URL(url).port], { PATH: process.env.PATH ?? '' })
  onTestFinished(async () => void (await impostor.stop('SIGKILL')))
  await impostor.saw(/ready/, 'stdout')
  return impostor
}

/** Tonearm is killed, another program takes its port, and another one gets its process id. */
async function impostorAfterKill(computer: Computer) {
  const serve = computer.run(['serve', '--json', '--vault', 'memory'])
  const { url } = await ready(serve)
  await serve.stop('SIGKILL')
  const file = computer.path('endpoint.json')
  const left = JSON.parse(readFileSync(file, 'utf8')) as { token: string; controlToken: string }
  const impostor = await takePort(url)
  writeFileSync(file, JSON.stringify({ ...left, pid: impostor.process.pid }))
  return { url, file, ...left, impostor }
}

/** It was asked for proofs, and got nothing else. */
function expectOnlyQuestions(impostor: RunningCommand, ...secrets: string[]): void {
  expect(heads(impostor).length).toBeGreaterThan(0)
  for (const { method, url } of heads(impostor)) expect(`${method} ${url}`).toMatch(/^GET \/proof\?nonce=[0-9a-f]{32}$/)
  expect(heads(impostor).filter(({ headers }) => 'authorization' in headers)).toEqual([])
  for (const secret of secrets) expect(impostor.stdout()).not.toContain(secret)
}

describe('a program that has taken the port of a Tonearm that was killed, and whose process id looks alive', () => {
  it('gets no token from the bridge, which says what is wrong', async () => {
    const { url, file, token, controlToken, impostor } = await impostorAfterKill(newComputer())
    const bridge = startBridge({ endpointFile: file })
    await bridge.initialize()
    expect(await bridge.call('search_tracks')).toEqual({
      text: `The program at ${new URL(url).origin} did not prove that it is Tonearm, so no access key was sent to it. Quit that program and Tonearm, then start Tonearm again.`,
      failed: true,
    })
    expectOnlyQuestions(impostor, token, controlToken)
  })

  it('gets no token from the commands, which say so', async () => {
    const computer = newComputer()
    const { url, token, controlToken, impostor } = await impostorAfterKill(computer)
    const sentence = `The program at ${new URL(url).origin} did not prove that it is Tonearm, so no access key was sent to it.`
    const run = (...words: string[]) => computer.run([...words, '--vault', 'memory']).ended

    const [status, check, logout] = await Promise.all([run('status'), run('status', '--check'), run('logout')])
    expect(status.stdout).toContain(sentence)
    expect(status.stdout).not.toContain('Not running.')
    expect([check.code, check.stdout]).toEqual([1, expect.stringContaining(sentence)])
    expect([logout.code, logout.stdout]).toEqual([1, ''])
    expect(logout.stderr).toMatch(/^The stored login was removed, but a running Tonearm could not be told to sign out\. The program at /)
    expectOnlyQuestions(impostor, token, controlToken)
  })

  it('gets nothing over a session that the bridge had with the killed one', async () => {
    const computer = newComputer()
    const serve = computer.run(['serve', '--json', '--vault', 'memory'])
    const { url, token } = await ready(serve)
    const file = computer.path('endpoint.json')
    const bridge = startBridge({ endpointFile: file })
    await bridge.initialize()
    await bridge.ask('tools/list')
    const left = JSON.parse(readFileSync(file, 'utf8')) as object
    await serve.stop('SIGKILL')
    writeFileSync(file, JSON.stringify({ ...left, pid: process.pid }))
    const impostor = await takePort(url)
    expect((await bridge.ask('resources/list')).error?.message).toContain('did not prove that it is Tonearm')
    expectOnlyQuestions(impostor, token)
  })
})

describe('the running Tonearm', () => {
  it('is asked for one proof on each connection, and connections are used again', async () => {
    const there = await running()
    const proxy = await startFaultProxy(there)
    onTestFinished(() => proxy.close())
    const place = endpointFile()
    place.write({ url: proxy.url, token: there.token })
    const bridge = startBridge({ endpointFile: place.file })
    await bridge.initialize()
    for (let call = 0; call < 50; call += 1) expect((await bridge.call('echo', { text: 'again' })).text).toBe('again')
    expect(proxy.count('"method":"tools/call"')).toBe(50)
    expect(proxy.count('GET /proof?nonce=')).toBeLessThanOrEqual(4)
    expect(proxy.received()).toMatch(/^GET \/proof\?nonce=/)
  })
})
