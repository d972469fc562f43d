import { audiobook, chapter, episode, show } from '../builders.ts'
import type { Audiobook, Chapter, Episode, Show } from '../types.ts'
import type { Random } from './random.ts'
import { adjectives, nouns } from './words.ts'

/** Shows with 8 to 60 episodes each, newest first; the first one is always 'Small Hours Radio'. Some are half heard. */
export function inventShows(random: Random): { shows: Show[]; episodes: Episode[] } {
  const names = ['Small Hours Radio', 'The Copper Notebook', 'Weather and Other Talk', 'Long Way Round', 'Ask a Cartographer']
  while (names.length < 24) names.push(`The ${random.pick(adjectives)} ${random.pick(nouns)} Show`)
  const shows = names.map((name) => show({ name, languages: random.chance(0.8) ? ['en'] : ['de'] }))
  const episodes = shows.flatMap((its) => {
    const count = random.between(8, 60)
    return Array.from({ length: count }, (_, index) => {
      const released = new Date(Date.UTC(2026, 10, 20) - index * 7 * 86_400_000).toISOString().slice(0, 10)
      const durationMs = random.between(18, 95) * 60_000
      const heard = random.chance(0.2)
      return episode({
        name: `#${count - index} ${random.pick(adjectives)} ${random.pick(nouns)}`,
        show: its,
        description: `${its.name} meets the ${random.pick(adjectives).toLowerCase()} side of the story. With listeners' letters.`,
        releaseDate: released,
        durationMs,
        resumePositionMs: heard ? random.between(1, durationMs - 1) : 0,
        fullyPlayed: heard && random.chance(0.5),
      })
    })
  })
  return { shows, episodes }
}

/** Audiobooks with 6 to 60 chapters each; the first one is always 'The Lighthouse Inventory'. */
export function inventAudiobooks(random: Random): { audiobooks: Audiobook[]; chapters: Chapter[] } {
  const names = ['The Lighthouse Inventory', 'A Short History of Doors', 'Nine Winters']
  while (names.length < 14) names.push(`The ${random.pick(adjectives)} ${random.pick(nouns)}`)
  const people = ['Ada Fenwick', 'Ruben Oakes', 'Mira Tolland', 'Jonas Vey', 'Tom Alder', 'Ines Carrow']
  const audiobooks = names.map((name) => audiobook({ name, authors: random.sample(people, 1), narrators: random.sample(people, 1) }))
  const chapters = audiobooks.flatMap((its) =>
    Array.from({ length: random.between(6, 60) }, (_, number) => chapter(its, number, { durationMs: random.between(8, 50) * 60_000 })),
  )
  return { audiobooks, chapters }
}
