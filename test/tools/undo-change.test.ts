import { describe, expect, it } from 'vitest'
import { localTrack, row, track } from '../fake-spotify/builders.ts'
import { consent } from '../fake-spotify/consent.ts'
import * as faults from '../fake-spotify/faults.ts'
import { songs, tape, uri, withMix } from './mix.ts'

const at = Date.UTC(2026, 10, 22, 13, 5)

describe('undo_change', () => {
  it('lists the latest changes: receipt, when, which client, what, and how it stands', async () => {
    const { call, say, receipt, connect } = await withMix(['One', 'Two', 'Three', 'Two'], { now: () => at })
    await call('edit_playlist', { playlist: 'mix', remove: { duplicates: true } })
    const other = await connect('Other | client')
    await other.callTool({ name: 'edit_playlist', arguments: { playlist: 'mix', rename: 'Mixed|up' } })
    await call('undo_change', { receipt: await receipt() })
    expect((await say('undo_change')).replace(/^\w{6} \|/gm, 'RECEIPT |')).toMatchInlineSnapshot(`
      "Latest changes, newest first, times in Europe/Berlin: receipt | when | client | what | state
      RECEIPT | 2026-11-22 14:05 | test client | Undone: "Mix": renamed to "Mixed¦up" | done
      RECEIPT | 2026-11-22 14:05 | Other ¦ client | "Mix": renamed to "Mixed¦up" | undone
      RECEIPT | 2026-11-22 14:05 | test client | "Mix": 1 song removed | done"
    `)
  })

  it('brings rows back to their places; moved rows keep their dates', async () => {
    const { call, say, titles, dates, receipt } = await withMix(['One', 'Two', tape, 'Three', null, 'Two', 'Four'])
    const before = titles()
    await call('edit_playlist', {
      playlist: 'mix',
      remove: { positions: [1, 2] },
      move: { from: 2, to: 4 },
      add: [{ items: [uri('Song 900')] }],
    })
    expect(titles()).toEqual(['Tape', null, 'Two', 'Three', 'Four', 'Song 900'])
    expect(await say('undo_change', { receipt: (await receipt()).toUpperCase() })).toMatchInlineSnapshot(`
      "Undone: "Mix": 2 songs removed, 1 song added, order changed
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(titles()).toEqual(before)
    expect(dates().filter((date) => date === '2026-06-01')).toHaveLength(4)
  })

  it('undoes an undo, and then the change can be undone again', async () => {
    const { call, callInVain, titles, receipt } = await withMix(['One', 'Two'])
    await call('edit_playlist', { playlist: 'mix', add: [{ items: [uri('Song 900')] }] })
    const first = await receipt()
    await call('undo_change', { receipt: first })
    expect(titles()).toEqual(['One', 'Two'])
    expect(await callInVain('undo_change', { receipt: first })).toContain('is undone already')
    await call('undo_change', { receipt: await receipt() })
    expect(titles()).toEqual(['One', 'Two', 'Song 900'])
    await call('undo_change', { receipt: first })
    expect(titles()).toEqual(['One', 'Two'])
  })

  it('brings name, description and visibility back, and says that a cover is gone', async () => {
    const { call, say, mix, receipt, titles } = await withMix(['One', 'Two'])
    const cover = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1]).toString('base64')
    await call('edit_playlist', { playlist: 'mix', rename: 'Other', description: 'New', public: true, cover, move: { from: 2, to: 1 } })
    expect(mix).toMatchObject({ name: 'Other', description: 'New', public: true })
    expect(await say('undo_change', { receipt: await receipt() })).toMatchInlineSnapshot(`
      "Undone: "Mix": order changed, renamed to "Other", description changed, made public, cover set
      The cover before is not known to Tonearm and cannot be brought back.
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(mix).toMatchObject({ name: 'Mix', description: '', public: false })
    expect(titles()).toEqual(['One', 'Two'])
  })

  it('refuses when the playlist was changed since, says what differs, and does it with force', async () => {
    const { call, callInVain, mix, titles, receipt, writes } = await withMix(['One', 'Two', 'Three'])
    await call('edit_playlist', { playlist: 'mix', remove: { positions: [2] } })
    mix.rows.push(row('Later'), row(localTrack('New tape')))
    mix.rows.shift()
    mix.version += 1
    const receiptId = await receipt()
    const before = writes().length
    expect(await callInVain('undo_change', { receipt: receiptId })).toMatchInlineSnapshot(
      `""Mix" was changed since. Compared with what the change left: 2 songs more: Later (2), New tape (3). 1 song fewer: One (1). Undoing would lose that, so it was not done. With force it is undone anyway. Nothing was changed."`,
    )
    expect(writes()).toHaveLength(before)
    await call('undo_change', { receipt: receiptId, force: true })
    expect(titles()).toEqual(['One', 'Two', 'Three', 'New tape'])
  })

  it('refuses when only the order or the name was changed since', async () => {
    const { call, callInVain, mix, receipt } = await withMix(['One', 'Two', 'Three'])
    await call('edit_playlist', { playlist: 'mix', add: [{ items: [uri('Song 900')] }] })
    mix.rows.reverse()
    expect(await callInVain('undo_change', { receipt: await receipt() })).toContain('The order differs from position 1 on.')
    await call('edit_playlist', { playlist: 'mix', rename: 'Second' })
    mix.name = 'Third'
    expect(await callInVain('undo_change', { receipt: await receipt() })).toContain('Name, description or visibility differ.')
  })

  it('says what it cannot bring back', async () => {
    const { call, say, titles, receipt } = await withMix(['One', null, 'Two'])
    await call('edit_playlist', { playlist: 'mix', remove: { unavailable: true } })
    expect(await say('undo_change', { receipt: await receipt() })).toMatchInlineSnapshot(
      `
      "Nothing to undo. "Mix": 1 song removed
      1 song cannot be brought back: local files, or songs that Spotify no longer names."
    `,
    )
    expect(titles()).toEqual(['One', 'Two'])
  })

  it('ends partly where Spotify fails in the middle, and can be repeated', async () => {
    const { call, say, titles, receipt, spotify } = await withMix(songs(1, 130), { settings: { askBeforeEdits: false } })
    await call('edit_playlist', { playlist: 'mix', remove: { positions: Array.from({ length: 130 }, (_, index) => index + 1) } })
    expect(titles()).toEqual([])
    const removal = await receipt()
    spotify.faults.next('POST /v1/playlists/{id}/items', faults.slow(0))
    spotify.faults.next('POST /v1/playlists/{id}/items', faults.forbidden())
    expect(await say('undo_change', { receipt: removal })).toMatchInlineSnapshot(`
      "Undo: ONLY PARTLY DONE (asked for: "Mix": 130 songs removed).
      Spotify does not allow this for new apps: since 2026, other people's playlists, Spotify's own playlists and several older functions are closed to them. Other items are not affected.
      Done: add 100 songs at the end.
      Not done: add 30 songs at the end.
      Receipt RECEIPT: undo_change takes back what was done."
    `)
    expect(titles()).toHaveLength(100)
    await call('undo_change', { receipt: removal })
    expect(titles()).toEqual(songs(1, 130))
  })

  it('knows only the receipts of the account that is signed in', async () => {
    const opened: Promise<unknown>[] = []
    const openUrl = (url: string) => void opened.push(consent(url))
    const { call, callInVain, receipt, spotify, tonearm } = await withMix(['One', 'Two'], { openUrl })
    await call('edit_playlist', { playlist: 'mix', remove: { positions: [1] } })
    const mine = await receipt()
    await tonearm.signOut()
    spotify.world.user = { ...spotify.world.user, id: 'otto', accountId: 'account-of-otto', displayName: 'Otto' }
    await tonearm.signIn()
    await Promise.all(opened)
    expect(await call('undo_change')).toBe('No changes yet.')
    expect(await callInVain('undo_change', { receipt: mine })).toBe(
      `There is no receipt "${mine}" of this account. undo_change without a receipt lists them.`,
    )
  })

  it('says so when the receipt does not exist', async () => {
    const { callInVain } = await withMix([track('One')])
    expect(await callInVain('undo_change', { receipt: "x' OR 1=1" })).toContain('There is no receipt')
  })
})
