import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { manyFiles } from '../history/many-files.ts'
import { extendedRow, noTrack } from '../history/rows.ts'
import { inTerminal } from '../run-program.ts'
import { commandFile, newComputer } from './run-command.ts'
import { computerWithSpotify, ready, signIn } from './with-spotify.ts'

const fileVault = ['--vault', 'file']

/** A file with two plays and a row that names nothing. */
function exportOn(computer: { path(...names: string[]): string; dataDirectory: string }): string {
  const file = computer.path('..', '..', 'Streaming_History_Audio_2026.json')
  writeFileSync(
    file,
    JSON.stringify([extendedRow(), extendedRow({ ts: '2026-03-30T10:00:00Z', offline_timestamp: 0 }), extendedRow(noTrack)]),
  )
  return file
}

describe('tonearm history', () => {
  it('imports for whoever is signed in, and shows, exports and erases what is kept', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const requests = computer.spotify.requests().length
    const file = exportOn(computer)
    const history = async (...words: string[]) => {
      const { code, stdout, stderr } = await computer.run(['history', ...words, ...fileVault]).ended
      expect(code, stderr).toBe(0)
      return stdout
    }
    expect(JSON.parse(await history('import', file, '--json'))).toEqual({
      rows: 3,
      plays: 2,
      added: 2,
      leftOut: { nameless: 1 },
      notRead: [],
      cancelled: false,
    })
    expect(await history('import', file)).toBe('0 of 2 plays are new.\n1 of 3 rows left out: 1 without a name.\n')
    expect(await history('status')).toMatch(/^2 plays from 2026-03-29 to 2026-03-30, 0 hours\.\n/)
    const exported = computer.path('..', 'plays.csv')
    expect(await history('export', exported)).toBe(`2 plays written to ${exported}\n`)
    expect(readFileSync(exported, 'utf8').split('\r\n')).toHaveLength(4)
    expect(await history('erase', '--from', '2026-03-29', '--to', '2026-03-29', '--yes')).toBe(
      '1 play erased. Later imports leave them out.\n',
    )
    expect(await history('import', file)).toContain('1 erased by you')
    expect(await history('import', file, '--bring-back-erased')).toMatch(/^1 of 2 plays are new\./)
    // None of it concerns Spotify.
    expect(computer.spotify.requests().slice(requests)).toEqual([])
  })

  it('is refused without an account, and takes one', async () => {
    const computer = newComputer()
    const file = exportOn(computer)
    const refused = await computer.run(['history', 'import', file, ...fileVault]).ended
    expect([refused.code, refused.stderr]).toEqual([
      1,
      'It is not known whose listening history this is. Sign in first, or give the id of the account.\n',
    ])
    const { code, stdout } = await computer.run(['history', 'import', file, '--account', 'wanda', ...fileVault]).ended
    expect([code, stdout]).toEqual([0, '2 of 2 plays are new.\n1 of 3 rows left out: 1 without a name.\n'])
  })

  it('goes through the Tonearm that runs, which says once that it keeps a history', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = computer.run(['serve', '--json', ...fileVault])
    await ready(serve)
    await serve.saw(/From now on, Tonearm keeps what you play on Spotify in a history on this computer.+"keepHistory" to false in /)
    const { code, stdout, stderr } = await computer.run(['history', 'import', exportOn(computer), ...fileVault]).ended
    expect([code, stdout, stderr]).toEqual([0, '2 of 2 plays are new.\n1 of 3 rows left out: 1 without a name.\n', ''])
    const wrong = computer.path('..', 'wrong.json')
    writeFileSync(wrong, '{}')
    expect((await computer.run(['history', 'import', wrong, ...fileVault]).ended).stderr).toMatch(
      /^There is no listening history from Spotify in it\./,
    )
    expect((await computer.run(['history', 'erase', '--all', '--yes', ...fileVault]).ended).stdout).toMatch(/^2 plays erased\./)
    await serve.stop()
    const again = computer.run(['serve', '--json', ...fileVault])
    await again.saw(/Signed in/)
    expect((await again.stop()).stderr).not.toContain('From now on')
  })

  it.runIf(process.platform === 'linux').each([
    ['here', false],
    ['in the Tonearm that runs', true],
  ])('shows how far an import %s is, and cancels it on Ctrl-C', async (_, isServed) => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = isServed ? computer.run(['serve', '--json', ...fileVault]) : undefined
    if (serve) await ready(serve)
    const archive = computer.path('..', 'my_spotify_data.zip')
    writeFileSync(archive, manyFiles(6_000))
    const words = [process.execPath, commandFile, 'history', 'import', archive, ...fileVault]
    const command = inTerminal(words, computer.environment)
    await command.saw(/\d+ %: [\d,]+ rows read, [\d,]+ plays, about \d+ s left/, 'stdout')
    command.type('\x03')
    const { code, stdout } = await command.ended
    expect(code, stdout).toBe(130)
    expect(stdout).toMatch(
      /\r\x1b\[K[\d,]+ of [\d,]+ plays are new\.\r\nStopped\. The files that were done are in the history\. To add the others, import again\.\r\n$/,
    )
    const status = JSON.parse((await computer.run(['history', 'status', '--json', ...fileVault]).ended).stdout)
    expect(status.plays).toBe(Number(/([\d,]+) of [\d,]+ plays are new/.exec(stdout)?.[1]?.replace(',', '')))
    expect(status.plays).toBeLessThan(6_000)
    await serve?.stop()
  })

  it('is deleted by logout --forget', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    await computer.run(['history', 'import', exportOn(computer), ...fileVault]).ended
    await computer.run(['logout', '--forget', ...fileVault]).ended
    expect(readFileSync(computer.path('history.sqlite'), 'latin1')).not.toContain('Midnight River')
  })

  it('is deleted by logout --forget also while the Tonearm that runs imports it', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = computer.run(['serve', '--json', ...fileVault])
    await ready(serve)
    const archive = computer.path('..', 'my_spotify_data.zip')
    writeFileSync(archive, manyFiles(6_000))
    const command = computer.run(['history', 'import', archive, ...fileVault])
    await expect.poll(() => existsSync(computer.path('history.sqlite-wal'))).toBe(true)
    await computer.run(['logout', '--forget', ...fileVault]).ended
    expect((await command.ended).stdout).toContain('Stopped.')
    await serve.stop()
    expect(readFileSync(computer.path('history.sqlite'), 'latin1')).not.toContain('Midnight River')
  })

  it('says what is wrong with the command line', async () => {
    const computer = newComputer()
    const mistakes = [
      ['import'],
      ['erase'],
      ['erase', '--all', '--private'],
      ['erase', '--from', '2026-02-30', '--to', '2026-03-01'],
      ['forget'],
      ['status', '--all'],
    ]
    const said: string[] = []
    for (const words of mistakes) {
      const { code, stderr } = await computer.run(['history', ...words]).ended
      expect(code).toBe(2)
      said.push(stderr.split('. ')[0] ?? '')
    }
    expect(said).toMatchInlineSnapshot(`
      [
        ""tonearm history import" needs the file that you got from Spotify, such as my_spotify_data.zip",
        ""tonearm history erase" needs one of --all, --private, --artist NAME, or --from DAY with --to DAY",
        ""tonearm history erase" needs one of --all, --private, --artist NAME, or --from DAY with --to DAY",
        "--from and --to need a day each, such as 2026-03-29",
        ""tonearm history" is followed by one of status, import, export, erase, pause, resume, not by "forget"",
        ""tonearm history status" takes no --all",
      ]
    `)
  })
})
