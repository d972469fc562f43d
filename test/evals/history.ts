import type { World } from '../fake-spotify/types.ts'
import { heard } from '../history/heard.ts'

const dayMs = 86_400_000

/** What Wanda heard before: Paper Moon day after day in 2022 and never since, Midnight River through the years, Harbor Lights this autumn. */
export function evalHistory({ tracks }: Pick<World, 'tracks'>): Record<string, unknown>[] {
  const daily = (title: string, from: string, times: number, everyDays = 1) => {
    const song = tracks.find(({ name }) => name === title)
    if (!song) throw new Error(`There is no song "${title}"`)
    return Array.from({ length: times }, (_, index) => heard(song, new Date(Date.parse(from) + index * everyDays * dayMs).toISOString()))
  }
  return [
    ...daily('Paper Moon', '2022-03-01T18:00:00Z', 20),
    ...daily('Midnight River', '2021-01-10T20:00:00Z', 12, 150),
    ...daily('Harbor Lights', '2026-10-05T07:00:00Z', 6),
    ...daily('Kalter Kaffee', '2026-10-31T20:15:00Z', 1),
  ]
}
