import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyWorld, playlist } from '../fake-spotify/builders.ts'
import { songs } from '../tools/mix.ts'
import { commandWithMounts, noMounts } from './own-mounts.ts'
import { call, computerWithSpotify, connect, ready, signIn } from './with-spotify.ts'

const world = () => ({ ...emptyWorld(), playlists: [playlist({ name: 'Long', rows: songs(1, 300) })] })

describe('export_list of a command', () => {
  it('writes into the folder for downloads of the person who runs it', async () => {
    const computer = await computerWithSpotify({ fake: { world: world() } })
    const downloads = join(computer.environment.HOME ?? '', 'Downloads')
    mkdirSync(downloads)
    await signIn(computer)
    const client = await connect(await ready(computer.run(['serve', '--json', '--vault', 'file'])))
    expect(await call(client, 'export_list', { list: 'Long' })).toContain(downloads)
    expect(readdirSync(downloads)).toEqual(['Long.csv'])
  })

  it.skipIf(noMounts !== undefined)('says so when the disk is full, and leaves nothing', async () => {
    const program = commandWithMounts('mkdir -p "$HOME/Downloads"; mount -t tmpfs -o size=8k tmpfs "$HOME/Downloads"')
    const computer = await computerWithSpotify({ program, fake: { world: world() } })
    await signIn(computer)
    const client = await connect(await ready(computer.run(['serve', '--json', '--vault', 'file'])))
    expect(await call(client, 'export_list', { list: 'Long' }, true)).toBe(
      'The disk is full. Free some space, then try again. Nothing was changed.',
    )
    expect(await call(client, 'export_list', { list: 'top tracks' })).toContain('(0 songs)')
  })
})
