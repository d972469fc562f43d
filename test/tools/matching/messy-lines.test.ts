import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { track } from '../../fake-spotify/builders.ts'
import { createWorld } from '../../fake-spotify/world.ts'
import { startTonearm } from '../../tonearm.ts'

/** A line as people write them, with the song that it means; null where no song is right. */
type MessyLine = { kind: string; line: string; title: string | null; artist: string | null }

const messyLines = JSON.parse(readFileSync(join(import.meta.dirname, 'messy-lines.json'), 'utf8')) as MessyLine[]

/** Songs with names that are hard to read out of a line, each beside what must not be taken for it. */
const songs: [name: string, artist: string][] = [
  ...([
    ['4:44', 'Jay-Q'],
    ['99 Rivers', 'Jay-Q'],
    ['12:51', 'The Strikers'],
    ['Stand by It', 'Ben E. Knight'],
    ['1999', 'Gully'],
  ] as const),
  ...([
    ['Thunderstuck', 'AC/DX'],
    ['Déjà Lu', 'Beyoncèlle'],
    ['夜の川', '午夜楽団'],
    ['Полуночная река', 'Ночной хор'],
  ] as const),
  ...([
    ['Dvorski: Rusalka', 'Anna Berg'],
    ['Who? What?', 'The Asking'],
    ['Bread', 'Salt & Iron'],
    ['Bread', 'Another Baker'],
  ] as const),
  ...([
    ['Open Sea', 'Gully'],
    ['Open Sea - Live', 'Gully'],
    ['Open Sea - Night Remix', 'Gully'],
    ['Open Sea', 'Cover Stars'],
  ] as const),
].map(([name, artist]) => [name, artist])

it('match_tracks finds at least 95 of 100 messy lines surely, and takes no wrong song for sure', async () => {
  const world = createWorld()
  const added = songs.map(([name, artist]) => track({ name, artists: [artist] }))
  const { client } = await startTonearm({
    world: { ...world, tracks: [...world.tracks, ...added] },
    settings: { structuredResults: true },
    fake: { checkContract: false },
  })
  const found: { state: string; matches: { track: { name: string; artists: { name: string }[] } }[] }[] = []
  // An answer that would become too long ends earlier; the next call goes on from there.
  while (found.length < messyLines.length) {
    const parameters = { lines: messyLines.slice(found.length, found.length + 100).map(({ line }) => line) }
    const { structuredContent } = await client.callTool({ name: 'match_tracks', arguments: parameters })
    found.push(...(structuredContent as { lines: typeof found }).lines)
  }
  const judged = messyLines.map((wanted, index) => {
    const { state, matches } = found[index] ?? { state: 'missing', matches: [] }
    const first = matches[0]?.track
    const right = first?.name === wanted.title && first?.artists[0]?.name === wanted.artist
    return { ...wanted, state, found: first && `${first.name} | ${first.artists[0]?.name}`, right }
  })
  const toFind = judged.filter(({ title }) => title !== null)
  const surelyRight = toFind.filter(({ state, right }) => state === 'sure' && right)
  const share = surelyRight.length / toFind.length
  process.stdout.write(`match_tracks: ${surelyRight.length} of ${toFind.length} messy lines surely right (${(100 * share).toFixed(1)} %)\n`)
  expect(judged.filter(({ state, right }) => state === 'sure' && !right)).toEqual([])
  expect(
    share,
    JSON.stringify(
      toFind.filter((one) => !surelyRight.includes(one)),
      undefined,
      1,
    ),
  ).toBeGreaterThanOrEqual(0.95)
})
