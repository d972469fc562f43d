import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { manyFiles } from '../history/many-files.ts'
import { startTonearm } from '../tonearm.ts'

/** An import of Wanda's history that would take a while, under way. */
async function importing() {
  const product = await startTonearm({ settings: { historyNoticeSeen: true } })
  const { tonearm, paths, spotify } = product
  const archive = join(paths.directory, 'my_spotify_data.zip')
  writeFileSync(archive, manyFiles(3_000))
  const { accountId } = spotify.world.user
  const report = tonearm.history.import({ account: accountId, paths: [archive] })
  await expect.poll(() => tonearm.status().history.importing?.plays).toBeGreaterThan(0)
  return { ...product, report, plays: async () => (await tonearm.history.status(accountId)).plays }
}

describe('an import that is under way', () => {
  it('is stopped when Tonearm stops, and what was done stays', async () => {
    const { tonearm, report } = await importing()
    await tonearm.stop()
    const { cancelled, added } = await report
    expect(cancelled).toBe(true)
    expect(added).toBeGreaterThan(0)
    expect(added).toBeLessThan(3_000)
  })

  it('brings nothing back of an account that is to be forgotten', async () => {
    const { tonearm, report, plays } = await importing()
    await tonearm.forgetAccount()
    expect((await report).cancelled).toBe(true)
    expect(await plays()).toBe(0)
  })

  it('goes on while apps are paused, and after a sign-out, for whom it was begun', async () => {
    const { tonearm, report, plays } = await importing()
    tonearm.access.pause('open')
    await tonearm.signOut()
    expect(await report).toMatchObject({ cancelled: false, added: 3_000 })
    expect(await plays()).toBe(3_000)
  })
})
