import { expect, it } from 'vitest'
import { newComputer } from './run-command.ts'
import { call, computerWithSpotify, connect, ready, signIn } from './with-spotify.ts'

const fileVault = ['--vault', 'file']

it('pauses the Tonearm that runs, and the next one; resume ends it', async () => {
  const computer = await computerWithSpotify()
  await signIn(computer)
  const run = async (...words: string[]) => {
    const { code, stdout, stderr } = await computer.run([...words, ...fileVault]).ended
    expect(code, stderr).toBe(0)
    return stdout
  }
  const serve = computer.run(['serve', '--json', ...fileVault])
  const client = await connect(await ready(serve))
  expect(await run('pause')).toMatch(/^Paused\. Apps stay connected, and are told that you paused\. To go on: .*resume.*\n$/)
  expect(await call(client, 'search_tracks', { query: 'river' }, true)).toContain('The user has paused Tonearm for all apps')
  expect(await run('status')).toContain('Paused until you resume: apps stay connected, but cannot use your music.')
  expect(await run('resume')).toBe('Apps can use your music again.\n')
  expect(await call(client, 'search_tracks', { query: 'river' })).toContain('Midnight River')
  await serve.stop()

  expect(await run('pause', 'hour')).toMatch(/^Paused until .*\d\d:\d\d\. /)
  expect(await run('status')).toMatch(/Paused until .*\d\d:\d\d: apps/)
})

it('says how long a pause can be', async () => {
  const { code, stderr } = await newComputer().run(['pause', 'forever']).ended
  expect([code, stderr]).toEqual([
    2,
    '"tonearm pause" is followed by nothing, by "hour" or by "tomorrow". "tonearm help pause" explains the command.\n',
  ])
})
