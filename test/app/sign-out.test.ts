import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { openDatabase } from '../../src/store/database.ts'
import { track } from '../fake-spotify/builders.ts'
import { startTonearm } from '../tonearm.ts'

describe('signing out while the vault fails', () => {
  it('says that the login is still in there, and forgets the person all the same', async () => {
    const savedTracks = [{ item: track('Midnight River'), addedAt: '2026-06-01T12:00:00Z' }]
    const { tonearm, call, paths } = await startTonearm({ vault: 'file', world: { savedTracks } })
    await tonearm.greet()
    expect(tonearm.status().account).toMatchObject({ state: 'signed-in', name: 'Wanda' })
    expect(await call('find_in_library', { query: 'midnight' })).toContain('Midnight River')
    const rows = () => {
      const database = openDatabase(paths.database, silentLog)
      const { count } = database.prepare('SELECT count(*) AS count FROM library_rows').get() ?? {}
      database.close()
      return count
    }
    expect(rows()).toBe(1)

    writeFileSync(join(paths.directory, 'vault.json'), 'not JSON')
    await expect(tonearm.signOut()).rejects.toMatchObject({ code: 'vault-file-unusable', message: expect.stringContaining('is damaged') })
    expect(tonearm.status().account).toEqual({ state: 'signed-out' })
    expect(rows()).toBe(0)
  })
})
