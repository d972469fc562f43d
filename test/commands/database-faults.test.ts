import { chmodSync, cpSync, existsSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { playlist } from '../fake-spotify/builders.ts'
import { root } from '../root.ts'
import { type RunningCommand, start } from '../run-program.ts'
import { damagePage } from '../store/damage.ts'
import { temporaryFile } from '../store/temporary-database.ts'
import { commandWithMounts, noMounts, seenBy } from './own-mounts.ts'
import { type ComputerWithSpotify, call, computerWithSpotify, connect, ready } from './with-spotify.ts'

/** Longer than an edit waits. */
const longLockMs = 9_000

/** What a question may take on a busy machine, and far less than any of these faults lasts. */
const promptMs = 3_000

type Serving = { computer: ComputerWithSpotify; serve: RunningCommand; client: Client; url: string; token: string; database: string }

/** `tonearm serve` with somebody signed in, and a client. */
async function serving(computer: ComputerWithSpotify): Promise<Serving> {
  const SPOTIFY_REFRESH_TOKEN = computer.spotify.grant([...allScopes]).refreshToken
  const serve = computer.run(['serve', '--json', '--vault', 'memory'], { SPOTIFY_REFRESH_TOKEN })
  const { url, token } = await ready(serve)
  return { computer, serve, url, token, client: await connect({ url, token }), database: computer.path('tonearm.sqlite') }
}

async function promptly(what: string, work: () => Promise<unknown>): Promise<void> {
  const before = performance.now()
  await work()
  expect(Math.round(performance.now() - before), what).toBeLessThan(promptMs)
}

/** All that only reads works, and does not wait. @returns a short id that was shown */
async function readsGoOn({ client, url, token }: Serving): Promise<void> {
  await promptly('status', async () => {
    const answer = await fetch(new URL('/status', url), { headers: { Authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(200)
  })
  let shown = ''
  await promptly('search_tracks', async () => {
    shown = await call(client, 'search_tracks', { query: 'midnight' })
  })
  const id = /^(\S+) Midnight River/m.exec(shown)?.[1] ?? ''
  expect(id).toMatch(/^\w{6,}$/)
  await promptly('a short id that was just shown', async () => {
    expect(await call(client, 'get_item', { item: id })).toContain('Midnight River')
  })
  await promptly('find_in_library', async () => {
    expect(await call(client, 'find_in_library', { query: 'midnight' })).toContain('Morning')
  })
}

/** An edit is refused with this sentence, and nothing of it was sent. */
async function editIsRefused({ client, computer }: Serving, sentence: string): Promise<void> {
  const writes = () => computer.spotify.requests().filter((line) => !line.startsWith('GET')).length
  const before = writes()
  const answer = await call(client, 'create_playlist', { name: 'New' }, true)
  expect(answer).toBe(
    `Tonearm could not write the receipt that an undo needs, so it did not start the change. ${sentence} Nothing was changed.`,
  )
  expect(writes()).toBe(before)
}

const editWorks = async ({ client }: Serving) => expect(await call(client, 'create_playlist', { name: 'New' })).toContain('New')

/** Whether an item stands in the database, as another process sees it. */
function isWritten(file: string, name: string): boolean {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 2_000 })
  try {
    return database.prepare('SELECT count(*) AS count FROM items WHERE name = ?').get(name)?.count !== 0
  } finally {
    database.close()
  }
}

/** SQLite follows the links of a path, and then does not find what only another process sees. */
function copyOf(database: string): string {
  const copy = temporaryFile()
  for (const part of ['', '-wal']) cpSync(database + part, copy + part)
  return copy
}

async function lock(database: string, milliseconds: number): Promise<RunningCommand> {
  const holder = start(
    process.execPath,
    [join(root, 'test', 'store', 'database-holder-child.ts'), database, String(milliseconds)],
    process.env as Record<string, string>,
  )
  onTestFinished(() => void holder.process.kill('SIGKILL'))
  await holder.saw(/locked/, 'stdout')
  return holder
}

const computerWithLibrary = async (program?: string[]) => {
  const computer = await computerWithSpotify({ program })
  const [river] = computer.spotify.world.tracks
  computer.spotify.world.playlists.push(playlist({ name: 'Morning', rows: river ? [river] : [] }))
  return computer
}

describe('a database that another program has locked', () => {
  it('stops no read; an edit says why it was not begun; everything is written later', async () => {
    const served = await serving(await computerWithLibrary())
    const holder = await lock(served.database, longLockMs)
    await readsGoOn(served)
    await editIsRefused(
      served,
      `Another program is writing to Tonearm's database (${served.database}) and does not finish. Close that program, or wait a moment, then try again.`,
    )
    expect(isWritten(served.database, 'Midnight River')).toBe(false)

    await holder.ended
    await expect.poll(() => isWritten(served.database, 'Midnight River'), { timeout: 20_000 }).toBe(true)
    await editWorks(served)
  })

  it('lets an edit through as soon as it is free', async () => {
    const served = await serving(await computerWithLibrary())
    const holder = await lock(served.database, 1_500)
    await editWorks(served)
    await holder.ended
  })

  it('does not lose what was shown when Tonearm is stopped right after', async () => {
    const served = await serving(await computerWithLibrary())
    await lock(served.database, 1_000)
    await call(served.client, 'search_tracks', { query: 'midnight' })
    expect((await served.serve.stop()).code).toBe(0)
    expect(isWritten(served.database, 'Midnight River')).toBe(true)
  })
})

describe.skipIf(noMounts)(`a disk that ${noMounts ? `cannot be tested: ${noMounts}` : 'fails'}`, () => {
  it('because it is full stops no read; an edit says so; everything is written when there is space again', async () => {
    const computer = await computerWithLibrary(
      commandWithMounts('mkdir -p "$HOME/.config/Tonearm"; mount -t tmpfs -o size=1m tmpfs "$HOME/.config/Tonearm"'),
    )
    const served = await serving(computer)
    const pid = served.serve.process.pid ?? 0
    const directory = seenBy(pid, computer.dataDirectory)
    const filler = join(directory, 'filler')
    const { bavail, bsize } = statfsSync(directory)
    writeFileSync(filler, Buffer.alloc(bavail * bsize))
    expect(statfsSync(directory).bavail).toBe(0)

    await readsGoOn(served)
    const sentence = `The disk with Tonearm's data (${computer.dataDirectory}) is full. Free some space, then try again.`
    await editIsRefused(served, sentence)

    rmSync(filler)
    await editWorks(served)
    await expect.poll(() => isWritten(copyOf(join(directory, 'tonearm.sqlite')), 'Midnight River'), { timeout: 20_000 }).toBe(true)
    expect((await served.serve.stop()).code).toBe(0)
  })

  it('because it is full before the start is named, and not called a bug', async () => {
    const mounts = 'mkdir -p "$HOME/.config/Tonearm"; mount -t tmpfs -o size=64k tmpfs "$HOME/.config/Tonearm"'
    const computer = await computerWithLibrary(
      commandWithMounts(`${mounts}; cat /dev/zero > "$HOME/.config/Tonearm/filler" 2>/dev/null || true`),
    )
    const { code, stderr } = await computer.run(['serve', '--json', '--vault', 'memory']).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The disk is full\. Free some space, then try again\./m)
    expect(stderr).not.toMatch(/hit a bug|^ +at /m)
    expect(stderr.match(/^The log .*tonearm\.log cannot be written \(ENOSPC\)\.$/gm)).toHaveLength(1)
  })

  it('because the database is read-only stops no read; an edit says so', async () => {
    const file = '"$HOME/.config/Tonearm/tonearm.sqlite"'
    const first = await serving(await computerWithLibrary())
    await call(first.client, 'search_tracks', { query: 'ocean' })
    await first.serve.stop()
    const { computer } = first
    const mounts = commandWithMounts(`mount --bind ${file} ${file}; mount -o remount,bind,ro ${file}`)
    const [program = '', ...words] = mounts
    const SPOTIFY_REFRESH_TOKEN = computer.spotify.grant([...allScopes]).refreshToken
    const serve = start(program, [...words, 'serve', '--json', '--vault', 'memory'], { ...computer.environment, SPOTIFY_REFRESH_TOKEN })
    onTestFinished(() => void serve.process.kill('SIGKILL'))
    const { url, token } = await ready(serve)
    const served = { ...first, serve, url, token, client: await connect({ url, token }) }

    await readsGoOn(served)
    await editIsRefused(
      served,
      `Tonearm's database (${served.database}) cannot be written: the file, its folder or the disk is read-only. Make it writable, then try again.`,
    )
    const id = /^(\S+) Paper Ocean/m.exec(await call(served.client, 'search_tracks', { query: 'ocean' }))?.[1] ?? ''
    expect(await call(served.client, 'get_item', { item: id })).toContain('Paper Ocean')
    expect((await serve.stop()).code).toBe(0)
  })
})

describe('a database with a damaged page', () => {
  it('is replaced while Tonearm runs: the answer comes, changes can still be undone, and the person is told', async () => {
    const computer = await computerWithLibrary()
    const first = await serving(computer)
    await editWorks(first)
    await call(first.client, 'search_tracks', { query: 'midnight' })
    await first.serve.stop()
    damagePage(first.database, 'items')

    const served = await serving(computer)
    await readsGoOn(served)
    expect(await call(served.client, 'undo_change')).toContain('"New": created')
    expect(readdirSync(computer.dataDirectory).filter((name) => name.includes('.damaged-'))).toHaveLength(1)
    const status = await computer.run(['status']).ended
    expect(status.stdout).toContain("Tonearm's database was damaged. It was put aside as")
    expect(status.stdout).toContain('1 receipt of changes')
  })

  it('is found by the check after kill -9, although no query comes across it', async () => {
    const computer = await computerWithLibrary()
    const first = await serving(computer)
    await call(first.client, 'search_tracks', { query: 'midnight' })
    await expect.poll(() => existsSync(`${first.database}.checked`)).toBe(true)
    await first.serve.stop('SIGKILL')
    expect(statSync(`${first.database}-wal`).size).toBeGreaterThan(0)
    damagePage(first.database, 'library_rows')
    // What a killed process leaves; damaging the page has tidied it up.
    writeFileSync(`${first.database}-wal`, '')
    rmSync(computer.path('endpoint.json'), { force: true })

    const served = await serving(computer)
    expect(await call(served.client, 'search_tracks', { query: 'midnight' })).toContain('Midnight River')
    await expect.poll(() => readdirSync(computer.dataDirectory).filter((name) => name.includes('.damaged-')).length).toBe(1)
    await readsGoOn(served)
  })
})

describe('kill -9 while calls are answered and edits are made', () => {
  it('leaves a database that is whole, and the receipt of each change that was sent', async () => {
    const computer = await computerWithLibrary()
    const created = () => computer.spotify.world.playlists.flatMap((one) => (one?.name.startsWith('New') ? [one.name] : []))
    for (let round = 0; round < 3; round += 1) {
      const served = await serving(computer)
      const calls = Array.from({ length: 12 }, (_, number) =>
        call(
          served.client,
          number % 3 === 0 ? 'create_playlist' : 'search_tracks',
          number % 3 === 0 ? { name: `New ${round} ${number}` } : { query: 'midnight' },
        ),
      )
      // Those that the kill leaves without an answer end with their client.
      void Promise.allSettled(calls)
      await wait(40 * (round + 1))
      // A slow computer has done nothing by then.
      if (round === 2) await expect.poll(created, { timeout: 20_000 }).not.toEqual([])
      await served.serve.stop('SIGKILL')
      rmSync(computer.path('endpoint.json'), { force: true })
    }
    const database = new DatabaseSync(computer.path('tonearm.sqlite'))
    onTestFinished(() => database.close())
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    const kept = database
      .prepare('SELECT what FROM changes')
      .all()
      .map(({ what }) => String(what))
    expect(created()).not.toEqual([])
    for (const name of created()) expect(kept).toContainEqual(expect.stringContaining(`"${name}"`))
    expect(readdirSync(computer.dataDirectory).filter((name) => name.includes('damaged'))).toEqual([])
  })
})

it('the files of the database are for their owner only, also those that an older version made', async () => {
  const computer = await computerWithLibrary()
  const first = await serving(computer)
  await first.serve.stop()
  chmodSync(computer.path('tonearm.sqlite'), 0o644)
  const served = await serving(computer)
  await call(served.client, 'search_tracks', { query: 'midnight' })
  const modes = ['tonearm.sqlite', 'tonearm.sqlite-wal', 'tonearm.sqlite-shm'].map((name) =>
    (statSync(computer.path(name)).mode & 0o777).toString(8),
  )
  expect(modes).toEqual(['600', '600', '600'])
  expect(statSync(computer.dataDirectory).mode & 0o777).toBe(0o700)
})
