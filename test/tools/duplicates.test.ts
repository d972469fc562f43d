import { describe, expect, it } from 'vitest'
import { albumTracks } from '../fake-spotify/builders.ts'
import { songs, tape, uri, withMix } from './mix.ts'

const created = (text: string) => text.replace(/Created \w{6}/, 'Created NEW-ID')

describe('songs that are there already', () => {
  it('are added again and named, with the rows that have them', async () => {
    const { say, titles } = await withMix(['One', 'Two', 'Three'])
    expect(
      await say('edit_playlist', { playlist: 'mix', add: [{ items: [uri('Two'), uri('Song 900')], position: 1 }] }),
    ).toMatchInlineSnapshot(`
      "5SQflS Mix: 2 songs added. Now 5 songs, 17:55 long.
      Added again: Two (already at position 4). With skip_duplicates it is left out.
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(titles()).toEqual(['Two', 'Song 900', 'One', 'Two', 'Three'])
  })

  it('are left out with skip_duplicates, also where they are given twice', async () => {
    const { say, titles, writes } = await withMix(['One', tape, null, 'Two'])
    const add = [{ items: [uri('Two'), uri('Song 900'), uri('Song 900')] }, { items: [uri('Song 900')], position: 1 }]
    expect(await say('edit_playlist', { playlist: 'mix', add, skip_duplicates: true })).toMatchInlineSnapshot(`
      "5SQflS Mix: 1 song added. Now 5 songs, 13:45 long.
      Left out: Two (already at position 4), spotify:track:1rnj9VVLciK5T37wKcroMC (already at position 5), spotify:track:1rnj9VVLciK5T37wKcroMC (already at position 5).
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(titles()).toEqual(['One', 'Tape', null, 'Two', 'Song 900'])
    const before = writes().length
    expect(await say('edit_playlist', { playlist: 'mix', add, skip_duplicates: true })).toMatch(
      /^\w+ Mix: it is like that|^Nothing to change in \w+ Mix/,
    )
    expect(writes()).toHaveLength(before)
  })

  it('are known in another release, where the lists say what they hold', async () => {
    const album = albumTracks('Later Letters', ['Two', 'Four'])
    const { say, titles } = await withMix(['One', 'Two'], { world: { tracks: album } })
    const add = [{ items: [`spotify:album:${album[0]?.album.id}`, `spotify:track:${album[0]?.id}`] }]
    expect(await say('edit_playlist', { playlist: 'mix', add, dry_run: true })).toContain(
      'Added again: Two (another release is at position 2), Two (another release is at position 2).',
    )
    expect(await say('edit_playlist', { playlist: 'mix', add, skip_duplicates: true })).toMatchInlineSnapshot(`
      "5SQflS Mix: 1 song added. Now 3 songs, 10:45 long.
      From 7smRBu Later Letters (2 songs)
      Left out: Two (another release is at position 2), Two (another release is at position 2).
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(titles()).toEqual(['One', 'Two', 'Four'])
  })

  it('are shown in a preview', async () => {
    const { say } = await withMix(['One', 'Two'])
    const add = [{ items: [uri('One')] }]
    expect(await say('edit_playlist', { playlist: 'mix', add, dry_run: true })).toContain('One (already at position 1)')
    expect(await say('edit_playlist', { playlist: 'mix', add, skip_duplicates: true, dry_run: true })).toContain(
      'Left out: One (already at position 1).',
    )
  })

  it('are no duplicates when the same edit removes them first', async () => {
    const { say, titles } = await withMix(['One', 'Two', 'Three'])
    const edit = { playlist: 'mix', remove: { positions: [1] }, add: [{ items: [uri('One')] }], skip_duplicates: true }
    expect(await say('edit_playlist', edit)).not.toContain('Left out')
    expect(titles()).toEqual(['Two', 'Three', 'One'])
  })

  it('are a few by name, and then a number', async () => {
    const { say } = await withMix(songs(900, 950))
    expect(await say('edit_playlist', { playlist: 'mix', add: [{ items: songs(900, 950).map(uri) }] })).toMatchInlineSnapshot(`
      "5SQflS Mix: 51 songs added. Now 102 songs, 6:05:30 long.
      Added again: Song 900 (already at position 1), Song 901 (already at position 2), Song 902 (already at position 3), and 48 others. With skip_duplicates they are left out.
      Receipt RECEIPT: undo_change takes it back."
    `)
  })

  it('are told of a new playlist, and left out of it', async () => {
    const { say, spotify } = await withMix(['One'])
    const items = [uri('One'), uri('Song 900'), uri('One')]
    expect(created(await say('create_playlist', { name: 'Twice', items }))).toMatchInlineSnapshot(`
      "Created NEW-ID Twice with 3 songs, 10:45 long.
      Added again: spotify:track:5NFYztYvprYqOOSsBFbPNP (already at position 1). With skip_duplicates it is left out.
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(created(await say('create_playlist', { name: 'Once', items, skip_duplicates: true }))).toMatchInlineSnapshot(`
      "Created NEW-ID Once with 2 songs, 7:10 long.
      Left out: spotify:track:5NFYztYvprYqOOSsBFbPNP (already at position 1).
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(spotify.world.playlists.map((one) => one?.rows.length)).toEqual([2, 3, 1])
  })

  it('are left out of new content, too', async () => {
    const { say, titles } = await withMix(['One', 'Two'])
    expect(await say('edit_playlist', { playlist: 'mix', replace: [uri('Two'), uri('One'), uri('Two')], skip_duplicates: true })).toContain(
      'Left out: Two (already at position 1).',
    )
    expect(titles()).toEqual(['Two', 'One'])
  })
})
