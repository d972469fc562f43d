import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { root } from '../root.ts'
import { start } from '../run-program.ts'

it('npm run demo shows the sign-in, three answers with their price, three from ten years of listening and four requests, ends by itself and leaves nothing behind', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-demo-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const demo = start(process.execPath, [join(root, 'test', 'demo', 'main.ts')], {
    PATH: process.env.PATH ?? '',
    TMPDIR: directory,
    TZ: 'UTC',
  })
  const { code, stdout, stderr } = await demo.ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })

  expect(stdout).toMatch(/^\nTonearm for Spotify: a demonstration\n\nNothing leaves this computer, and all music is invented/)
  expect(stdout).toMatch(/\n2 {2}Wanda signed in: /)
  for (const answer of [
    /\n {2}Tracks 1-5 of \d+/,
    /\n {2}Last 5 plays, newest first, UTC.*\n {2}2026-11-22\n/,
    /\n {2}Top artists 1-10 of 80/,
    /\n {2}Plays .+\n {2}The Life of a Showgirl \(album by Vera Lane\): at least \d+ plays/,
    /\n {2}Top 5 of \d+ artists by time, summer /,
    /\n {2}Loved once, and not heard for a year: 5 songs/,
    /\n {2}Chosen: .+\n {2}Playing: .+Midnight River \| Golden Static.+\n {2}Kitchen, /,
    /\n {2}Created .+ Loved and forgotten with 5 songs/,
    /\n {2}Undone: .+Loved and forgotten/,
    /\n {2}Preview, nothing was changed\. .+ Road Trip: 3 songs removed/,
  ]) {
    expect(stdout).toMatch(answer)
  }
  const costs = [...stdout.matchAll(/this answer {2}█+ ([\d,]+) tokens\n {2}raw JSON {5}█+ ([\d,]+) tokens/g)]
  expect(costs).toHaveLength(3)
  for (const [, answer = '', raw = ''] of costs) {
    expect(Number(answer.replaceAll(',', ''))).toBeGreaterThan(30)
    expect(Number(raw.replaceAll(',', ''))).toBeGreaterThan(10 * Number(answer.replaceAll(',', '')))
  }
  const seconds = /\nDone in ([\d.]+) s, .+ With your own music: npm start\n$/.exec(stdout)?.[1]
  expect(Number(seconds)).toBeLessThan(20)
  expect(stdout).not.toMatch(/\x1b/)
  expect(readdirSync(directory)).toEqual([])
})
