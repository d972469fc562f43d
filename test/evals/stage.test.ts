import { expect, it, onTestFinished } from 'vitest'
import { nothingChanged } from './checks.ts'
import type { EvalCase } from './eval-case.ts'
import { createStage, type Performer } from './stage.ts'

const anyCase: EvalCase = {
  name: 'any',
  language: 'English',
  says: 'Do it.',
  script: [],
  checks: [nothingChanged],
  within: { calls: 9, tokens: 900 },
}

/** Makes one call, and tells its answer. */
const calling =
  (tool: string, parameters: Record<string, unknown> = {}): Performer =>
  async (_case, _client, call) => ({ told: (await call(tool, parameters)).answer })

/** Plays these in turn on one stage, and gives what each told. */
async function inTurn(...performances: [Performer, Partial<EvalCase>?][]): Promise<string[]> {
  const stage = createStage()
  onTestFinished(stage.stop)
  const told: string[] = []
  for (const [performer, different] of performances) told.push((await stage.perform({ ...anyCase, ...different }, performer)).told)
  return told
}

it('no case sees what the one before it changed, or what was prepared for it', async () => {
  const lists = calling('get_user_playlists', { filter: 'Workout' })
  const [before, renamed, after, prepared, last] = await inTurn(
    [lists],
    [calling('edit_playlist', { playlist: 'Workout', rename: 'Sport' })],
    [lists],
    [lists, { prepare: (world) => void world.playlists.splice(0) }],
    [lists],
  )
  expect(before).toContain('Workout | 30')
  expect(renamed).toContain('Sport')
  expect(prepared).toMatch(/^No playlist/)
  expect([after, last]).toEqual([before, before])
})

it('every case begins on the same evening', async () => {
  const [told] = await inTurn([calling('get_recently_played', { limit: 1 })])
  expect(told).toMatch(/2026-11-25\n18:40 \w{6} Kalter Kaffee/)
})

it('what was written at Spotify is seen, and only that', async () => {
  const stage = createStage()
  onTestFinished(stage.stop)
  const missed = async (performer: Performer) => (await stage.perform(anyCase, performer)).missed
  expect(await missed(calling('get_playback'))).toEqual([])
  expect(await missed(calling('edit_playlist', { playlist: 'Workout', rename: 'Sport', dry_run: true }))).toEqual([])
  expect(await missed(calling('edit_playlist', { playlist: 'Workout', rename: 'Sport' }))).toEqual(['changes nothing'])
})
