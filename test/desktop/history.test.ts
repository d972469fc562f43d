import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { play } from '../fake-spotify/builders.ts'
import { extendedRow } from '../history/rows.ts'
import { useBuiltApp } from './built-app.ts'
import { type Desk, soon, startApp } from './desk.ts'

const built = useBuiltApp()

/** Spotify's export of one play, an hour ago, on the person's disk. */
function anExport(
  content: unknown = [extendedRow({ ts: new Date(Date.now() - 60_000).toISOString().replace(/\.\d+/, ''), offline_timestamp: 0 })],
) {
  const file = join(mkdtempSync(join(tmpdir(), 'tonearm-export-')), 'endsong_0.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

const signedIn = (app: Desk) => soon(() => expect(app.tray().menu?.labels()[0]).toContain('Wanda'))

describe('the listening history', () => {
  it('is imported with a dialog for the file, and stands in the tray and the window', async () => {
    const app = await startApp({ built, signedIn: true, filesToChoose: [anExport()] })
    await signedIn(app)
    app.tray().menu?.choose('Listening history')
    expect(await app.call('importHistory', {})).toMatchObject({ ok: true, message: '1 of 1 plays are new.' })
    await soon(() => expect(app.tray().menu?.labels()).toContain('Today: 3 min, 1 song'))
    expect(await app.call('history')).toMatchObject({ ok: true, value: { plays: 1, songs: 1 } })
    const wanted = { what: 'song', order: 'plays', period: 'today', search: 'midnight' } as const
    expect(await app.call('historyTop', wanted)).toMatchObject({
      ok: true,
      value: { rows: [{ name: 'Midnight River', by: 'Ada Marlow' }] },
    })
    expect(await app.call('eraseHistory', { what: 'artist', name: 'ada marlow' })).toEqual({
      ok: true,
      message: '1 play erased. Later imports leave them out.',
    })
    await soon(() => expect(app.tray().menu?.labels()).toContain('Today: nothing yet'))
  })

  it('is imported from files that were dropped, and says what is wrong with them', async () => {
    const app = await startApp({ built, signedIn: true })
    await signedIn(app)
    app.tray().menu?.choose('Settings...')
    expect(await app.call('importHistory', { files: [anExport({ userName: 'wanda' })] })).toMatchObject({
      ok: false,
      problem: 'not-listening-history',
      message: expect.stringContaining('Extended streaming history'),
    })
    expect(await app.call('importHistory', { files: ['endsong_0.json'] })).toEqual({
      ok: false,
      message: 'Only files of this computer can be imported.',
      problem: 'invalid-arguments',
    })
    // The person closes the dialog.
    expect(await app.call('importHistory', {})).toEqual({ ok: true })
    expect(await app.call('eraseHistory', { what: 'artist', name: ' ' })).toMatchObject({
      ok: false,
      message: 'Enter the name of an artist.',
    })
  })

  it('is imported from the menu of the tray, or from files that were dropped on its icon', async () => {
    const app = await startApp({ built, signedIn: true, filesToChoose: [anExport()] })
    await signedIn(app)
    const told = () => app.notifications.map(({ body }) => body)
    app.tray().menu?.below('Help').choose('Import listening history...')
    await soon(() => expect(told()).toEqual(['1 of 1 plays are new.']))
    app.tray().emit('drop-files', {}, [anExport()])
    await (await app.settings()).getByRole('heading', { level: 1, name: 'History' }).waitFor()
    await soon(() => expect(told().slice(1)).toEqual([expect.stringMatching(/^[01] of 1 plays are new\.$/)]))
    app.tray().emit('drop-files', {}, [anExport({ userName: 'wanda' })])
    await soon(() => expect(told().at(-1)).toContain('Ask Spotify for the "Extended streaming history"'))
  })

  it('belongs to somebody', async () => {
    const app = await startApp({ built })
    app.tray().menu?.choose('Settings...')
    expect(await app.call('history')).toMatchObject({ ok: false, problem: 'signed-out' })
  })
})

describe('who has updated', () => {
  const recentPlays = [play('Midnight River', new Date(Date.now() - 600_000).toISOString())]

  it('sees in the window that plays are kept, before anything is', async () => {
    const app = await startApp({ built, signedIn: true, historyTold: false, world: { recentPlays } })
    const page = await app.settings()
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor()
    await page.getByText('Tonearm keeps what you play on Spotify on this computer').waitFor()
    await soon(async () => expect(await app.call('status')).toMatchObject({ history: { keeping: 'on' } }))
    await soon(async () => expect(await app.call('history')).toMatchObject({ ok: true, value: { plays: 1, estimated: 1 } }))
  })

  it('is told by a notification when Tonearm starts with the computer, and nothing is kept until then', async () => {
    const app = await startApp({ built, signedIn: true, historyTold: false, world: { recentPlays }, words: ['--vault=memory', '--hidden'] })
    await signedIn(app)
    await soon(() => expect(app.notifications.map(({ title }) => title)).toContain('New: a listening history'))
    expect(app.open()).toEqual([])
    expect(app.spotify.requests().filter((line) => line.includes('recently-played'))).toEqual([])
    expect(existsSync(join(app.dataDirectory, 'history.sqlite'))).toBe(false)
    app.notifications.find(({ title }) => title === 'New: a listening history')?.emit('click')
    await (await app.settings()).getByRole('heading', { level: 1, name: 'History' }).waitFor()
  })

  it('is told nothing who has read it', async () => {
    const app = await startApp({ built, signedIn: true })
    await soon(() => expect(app.tray().menu?.labels()[0]).toContain('Signed in'))
    expect(app.open()).toEqual([])
    expect(app.notifications.map(({ title }) => title)).not.toContain('New: a listening history')
  })
})
