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
