import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { call, computerWithSpotify, connect, ready } from '../commands/with-spotify.ts'
import { emptyWorld, playlist, track } from '../fake-spotify/builders.ts'
import { everyRound } from './rounds.ts'

const before = ['One', 'Two', 'Three', 'Two', 'Four']

it('an edit that is killed with -9 at any moment can be undone by the next process', { timeout: 4 * 60 * 60_000 }, async () => {
  const mix = playlist({ name: 'Mix', rows: before })
  const tracks = ['One', 'Two', 'Three', 'Four', 'Five'].map((name) => track(name))
  const wanda = await computerWithSpotify({ fake: { world: { ...emptyWorld(), playlists: [mix], tracks }, latencyMs: 30 } })
  const { refreshToken } = wanda.spotify.grant([...allScopes])

  async function start(): Promise<{ client: Client; kill(): Promise<unknown> }> {
    const command = wanda.run(['serve', '--json', '--vault', 'memory', '--no-browser'], { SPOTIFY_REFRESH_TOKEN: refreshToken })
    const client = await connect(await ready(command))
    return { client, kill: () => command.stop('SIGKILL') }
  }

  /** Undoes the latest change, if there is one that is not undone. */
  async function undo(client: Client): Promise<void> {
    const [, latest = ''] = (await call(client, 'undo_change')).split('\n')
    if (latest && !latest.includes('| undone')) await call(client, 'undo_change', { receipt: latest.slice(0, 6) })
  }

  let running = await start()
  await everyRound({ name: 'edits interrupted by kill -9', many: 50 }, async (round) => {
    const edit = { playlist: 'mix', remove: { duplicates: true }, add: { items: [`spotify:track:${tracks[4]?.id}`] } }
    running.client.callTool({ name: 'edit_playlist', arguments: edit }).catch(() => {})
    // The edit takes about 300 ms: some rounds end it before its receipt, some in the middle, some after it.
    await new Promise((resolve) => setTimeout(resolve, (round * 67) % 400))
    await running.kill()
    running = await start()
    await undo(running.client)
    expect(mix.rows.map(({ item }) => item?.name)).toEqual(before)
  })
})
