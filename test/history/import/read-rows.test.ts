import { describe, expect, it } from 'vitest'
import { readExtendedRow } from '../../../src/history/import/read-extended.ts'
import { readShortRow } from '../../../src/history/import/read-short.ts'
import { recogniseForm, wrongPackageSentence } from '../../../src/history/import/recognise.ts'
import { unpackFlags } from '../../../src/store/history/play.ts'
import { extendedRow, noTrack, oldRow, shortRow } from '../rows.ts'

describe('a row of the extended streaming history', () => {
  it('becomes a play, without the address', () => {
    expect(readExtendedRow(extendedRow())).toMatchInlineSnapshot(`
      {
        "album": "Night Maps",
        "artist": "Ada Marlow",
        "end": 1774746240000,
        "flags": 85,
        "kind": "track",
        "ms": 200000,
        "name": "Midnight River",
        "platform": "android",
        "reasonEnd": "trackdone",
        "reasonStart": "trackdone",
        "source": "extended",
        "start": 1774746040000,
        "uri": "spotify:track:0000000000000000000001",
      }
    `)
    expect(JSON.stringify(readExtendedRow(oldRow()))).not.toMatch(/exampleuser|203\.0|Agent/)
  })

  it.each([
    ['seconds', 1_774_746_040, 1_774_746_040_000],
    ['milliseconds, from 2017 to 2022', 1_774_746_040_123, 1_774_746_040_123],
    ['0, which means unknown', 0, null],
    ['null', null, null],
    ['missing', undefined, null],
    ['a moment later than the end, by a clock that is wrong', 1_774_749_999, null],
    ['a moment of 1970', 12, null],
    ['a text', '1774746040', null],
  ])('begins at offline_timestamp: %s', (_, offline_timestamp, start) => {
    expect(readExtendedRow(extendedRow({ offline_timestamp }))).toMatchObject({ start })
  })

  it.each([
    ['fwdbtn', null, true],
    ['backbtn', false, true],
    ['endplay', true, false],
    ['trackdone', null, false],
    ['', true, true],
    [null, false, null],
    [null, null, null],
  ])('was skipped by its reason: %s and %s', (reason_end, skipped, expected) => {
    const play = readExtendedRow(oldRow({ ts: '2019-08-19T09:01:14Z', reason_end, skipped }))
    expect(typeof play === 'object' && unpackFlags(play.flags).skipped).toBe(expected)
  })

  it('was skipped by the field where there is no reason, outside of the years in which it says nothing', () => {
    const play = readExtendedRow(oldRow({ reason_end: null, skipped: false }))
    expect(typeof play === 'object' && unpackFlags(play.flags).skipped).toBe(false)
  })

  it('can be an episode or a chapter of an audiobook', () => {
    const episode = { episode_name: 'One', episode_show_name: 'The Show', spotify_episode_uri: 'spotify:episode:0000000000000000000002' }
    expect(readExtendedRow(extendedRow({ ...noTrack, ...episode }))).toMatchObject({
      kind: 'episode',
      name: 'One',
      artist: 'The Show',
      uri: 'spotify:episode:0000000000000000000002',
    })
    const chapter = {
      audiobook_title: 'The Book',
      audiobook_uri: 'spotify:show:0000000000000000000003',
      audiobook_chapter_uri: 'spotify:episode:0000000000000000000004',
      audiobook_chapter_title: 'Chapter 1',
    }
    expect(readExtendedRow(extendedRow({ ...noTrack, ...chapter }))).toMatchObject({
      kind: 'audiobook',
      name: 'Chapter 1',
      artist: 'The Book',
      uri: 'spotify:episode:0000000000000000000004',
    })
  })

  it.each([
    ['ios', 'ios'],
    ['OS X 10.13.6 [x86 8]', 'macos'],
    ['Android OS 10 API 29 (Google, Pixel 3a)', 'android'],
    ['Partner google cast;Google_Home;;2.0.0', 'cast'],
    ['Partner webos_tv lg;55sk8500pla;;', 'tv'],
    ['web_player osx 10.13.6;chrome 76.0;desktop', 'web'],
    ['Windows 10 (10.0.19041; x64)', 'windows'],
    ['not_applicable', 'unknown'],
    ['', 'unknown'],
    [null, 'unknown'],
    ['something new', 'other'],
  ])('was played on a class of devices: %s', (platform, expected) => {
    expect(readExtendedRow(extendedRow({ platform }))).toMatchObject({ platform: expected })
  })

  it.each([
    ['no name and no URI', noTrack, 'nameless'],
    ['no time', { ts: null }, 'unreadable'],
    ['a time that is none', { ts: 'yesterday' }, 'unreadable'],
    ['a time before Spotify', { ts: '1970-01-01T00:00:00Z' }, 'unreadable'],
    ['a time far in the future', { ts: '9999-01-01T00:00:00Z' }, 'unreadable'],
    ['a negative length', { ms_played: -1 }, 'unreadable'],
    ['no length', { ms_played: null }, 'unreadable'],
    ['a length of a year', { ms_played: 3e10 }, 'unreadable'],
  ])('is left out: %s', (_, values, why) => {
    expect(readExtendedRow(extendedRow(values))).toBe(why)
  })

  it('is kept with a URI alone, with a name alone, and without most keys', () => {
    expect(readExtendedRow(extendedRow({ master_metadata_track_name: null }))).toMatchObject({ name: '' })
    expect(readExtendedRow(extendedRow({ spotify_track_uri: null }))).toMatchObject({ uri: null, name: 'Midnight River' })
    expect(readExtendedRow({ ts: '2026-03-29T01:04Z', ms_played: 1, spotify_track_uri: 'spotify:track:1' })).toMatchObject({
      end: Date.UTC(2026, 2, 29, 1, 4),
      reasonEnd: 'unknown',
      flags: 0,
    })
  })
})

describe('a row of the short form', () => {
  it('ends in UTC, to the minute', () => {
    expect(readShortRow(shortRow())).toMatchObject({
      source: 'short',
      uri: null,
      end: Date.UTC(2026, 2, 29, 1, 4),
      ms: 200_000,
      start: null,
    })
  })

  it('can be an episode or a chapter', () => {
    expect(readShortRow({ endTime: '2025-01-01 00:00', podcastName: 'The Show', episodeName: 'One', msPlayed: 0 })).toMatchObject({
      kind: 'episode',
      artist: 'The Show',
    })
    const chapter = { audiobookName: 'The Book', chapterName: 'Chapter 1', authorName: 'Wanda Quill' }
    expect(readShortRow({ endTime: '2025-01-01 00:00', ...chapter, msPlayed: 0 })).toMatchObject({ kind: 'audiobook', artist: 'The Book' })
  })

  it('is left out where Spotify wrote that it does not know', () => {
    expect(readShortRow(shortRow({ artistName: 'Unknown Artist', trackName: 'Unknown Track' }))).toBe('nameless')
    expect(readShortRow(shortRow({ endTime: '29.03.2026 01:04' }))).toBe('unreadable')
  })
})

describe('a file is recognised by its keys', () => {
  it.each([
    ['the extended history', [extendedRow()], 'extended'],
    ['the extended history of 2014', [oldRow()], 'extended'],
    ['the short form', [shortRow()], 'short'],
    ['one whose first rows are damaged', [null, 7, {}, extendedRow()], 'extended'],
    ['an empty list', [], undefined],
    ['playlists', { playlists: [] }, undefined],
    ['searches', [{ searchTime: '2026-01-01', searchQuery: 'x' }], undefined],
    ['null', null, undefined],
  ])('%s', (_, content, form) => {
    expect(recogniseForm(content)?.source).toBe(form)
  })

  it('tells a wrong package by its name, and how to ask for the right one', () => {
    expect(wrongPackageSentence(['MyData/Userdata.json', 'MyData/Playlist1.json'])).toMatchInlineSnapshot(
      `"This is Spotify's "Account data", and there is no listening history in it. Ask Spotify for the "Extended streaming history" at https://www.spotify.com/account/privacy. It comes by e-mail, after up to 30 days. Import it as it is."`,
    )
    expect(wrongPackageSentence(['Spotify Technical Log Information/AccountActivity.json'])).toContain('"Technical log information"')
    expect(wrongPackageSentence(['holiday.jpg'])).toMatch(/^There is no listening history from Spotify in it\./)
  })
})
