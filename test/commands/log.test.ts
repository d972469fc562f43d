import { expect, it } from 'vitest'
import { call, computerWithSpotify, connect, ready, signIn } from './with-spotify.ts'

const fileVault = ['--vault', 'file']

it('tells what apps did, also after Tonearm has stopped', async () => {
  const computer = await computerWithSpotify()
  await signIn(computer)
  const serve = computer.run(['serve', '--json', ...fileVault])
  const client = await connect(await ready(serve))
  await call(client, 'search_tracks', { query: 'midnight' })
  await call(client, 'get_user_playlists')
  await serve.stop()
  const log = async (...words: string[]) => {
    const { code, stdout, stderr } = await computer.run(['log', ...words, ...fileVault]).ended
    expect(code, stderr).toBe(0)
    return stdout.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'WHEN')
  }
  expect(await log()).toBe('WHEN  test client: Searched Spotify for "midnight": 2 found\nWHEN  test client: Looked at your playlists\n')
  expect(await log('--kind', 'search')).toBe('WHEN  test client: Searched Spotify for "midnight": 2 found\n')
  expect(JSON.parse(await log('--app', 'somebody else', '--json'))).toEqual([])
  expect(await log('--erase')).toBe('Erased. What an undo needs is kept.\n')
  expect(await log()).toBe('No app did anything in the last 30 days.\n')
})

it('goes on with what apps do, until Ctrl-C or until nobody reads it', async () => {
  const computer = await computerWithSpotify()
  const items = computer.spotify.world.tracks.slice(0, 1).map(({ id }) => `spotify:track:${id}`)
  await signIn(computer)
  const client = await connect(await ready(computer.run(['serve', '--json', ...fileVault])))
  await call(client, 'search_tracks', { query: 'midnight' })
  const words = ['log', '--follow', ...fileVault]
  const [log, json, changes] = [computer.run(words), computer.run([...words, '--json']), computer.run([...words, '--kind', 'change'])]
  for (const one of [log, json]) await one.saw(/Searched Spotify for .+midnight.+: 2 found/, 'stdout')
  await call(client, 'create_playlist', { name: 'Paper', items })
  for (const one of [log, json, changes]) await one.saw(/"Paper/, 'stdout')

  const { code, stdout, stderr } = await log.stop('SIGINT')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'WHEN').replace(/receipt \w{6}/, 'receipt k3m9xq')).toMatchInlineSnapshot(`
    "WHEN  test client: Searched Spotify for "midnight": 2 found
    WHEN  test client: "Paper": created with 1 song (receipt k3m9xq)
    "
  `)
  expect(
    (await json.stop('SIGINT')).stdout
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row).kind),
  ).toEqual(['search', 'change'])
  changes.process.stdout?.destroy()
  await call(client, 'create_playlist', { name: 'Ocean', items })
  expect((await changes.ended).code).toBe(0)
})
