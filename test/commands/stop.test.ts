import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { newComputer } from './run-command.ts'
import { ready } from './with-spotify.ts'

describe('tonearm stop', () => {
  it('ends the Tonearm that runs in order, and waits until it has ended', async () => {
    const computer = newComputer()
    const serve = computer.run(['serve', '--json', '--vault', 'memory'])
    await ready(serve)
    const { code, stdout, stderr } = await computer.run(['stop']).ended
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'Tonearm has stopped.\n', stderr: '' })
    expect((await serve.ended).code).toBe(0)
    expect(existsSync(computer.path('endpoint.json'))).toBe(false)
  })

  it('has nothing to do when none runs, and opens nothing', async () => {
    const computer = newComputer()
    const { code, stdout } = await computer.run(['stop']).ended
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'No Tonearm is running.\n' })
    expect(existsSync(computer.dataDirectory)).toBe(false)
  })
})

describe('tonearm open', () => {
  it('says what to do when there is no window', async () => {
    const computer = newComputer()
    const none = await computer.run(['open']).ended
    expect(none).toMatchObject({ code: 1, stdout: '', stderr: 'Tonearm is not running. Start the app, then try again.\n' })
    const serve = computer.run(['serve', '--json', '--vault', 'memory'])
    await ready(serve)
    expect(await computer.run(['open', 'permissions']).ended).toMatchObject({
      code: 1,
      stderr: 'The Tonearm that is running was started in a terminal, so it has no window. Quit it, then start the app.\n',
    })
  })
})
