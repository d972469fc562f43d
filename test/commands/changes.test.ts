import { describe, expect, it } from 'vitest'
import { call, computerWithSpotify, connect, ready, signIn } from './with-spotify.ts'

const saved = (spotify: Awaited<ReturnType<typeof computerWithSpotify>>['spotify']) =>
  spotify.requests().filter((line) => /^(PUT|DELETE)/.test(line)).length

describe('tonearm changes and undo', () => {
  it('list what apps changed, and take it back in the Tonearm that runs, or without one', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = computer.run(['serve', '--json'])
    const client = await connect(await ready(serve))
    await call(client, 'create_playlist', { name: 'Harbour' })
    await call(client, 'create_playlist', { name: 'Lanterns' })

    const { changes } = JSON.parse((await computer.run(['changes', '--json']).ended).stdout)
    expect(changes).toMatchObject([
      { summary: expect.stringContaining('Lanterns'), state: 'done' },
      { summary: expect.stringContaining('Harbour') },
    ])
    const listed = await computer.run(['changes', '--limit', '1']).ended
    expect(listed.stdout).toMatch(
      new RegExp(`^${changes[0].receipt}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  test client\n    .*Lanterns.*\n$`),
    )

    const before = saved(computer.spotify)
    const refused = await computer.run(['undo', changes[0].receipt]).ended
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/Lanterns[\s\S]+Nothing was changed, because .+ add --yes\.\n$/),
    })
    expect(saved(computer.spotify)).toBe(before)
    expect(await computer.run(['undo', changes[0].receipt, '--yes']).ended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^The change is undone\./),
    })
    expect(saved(computer.spotify)).toBeGreaterThan(before)

    expect((await computer.run(['stop']).ended).code).toBe(0)
    expect((await computer.run(['undo', changes[1].receipt.toUpperCase(), '--yes']).ended).stdout).toMatch(/^The change is undone\./)
    expect(await computer.run(['undo', 'zzzzzz', '--yes']).ended).toMatchObject({
      code: 1,
      stderr: 'There is no receipt "zzzzzz" of this account.\n',
    })
  })

  it('say how to sign in when nobody is, also when another Tonearm runs', async () => {
    const computer = await computerWithSpotify()
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    await ready(serve)
    expect(await computer.run(['changes']).ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('To sign in, run "tonearm login".'),
    })
  })
})
