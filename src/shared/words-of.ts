import { searchedWords } from './words.ts'

/** What is searched of an item of the library: its name, and the names around it (artists, album, podcast, authors). Nothing of `null`. */
export function wordsOf(item: object | null): string {
  const { name, artists, album, show, authors } = (item ?? {}) as Partial<
    Record<'name' | 'artists' | 'album' | 'show' | 'authors', unknown>
  >
  return searchedWords([name, artists, album, show, authors].flatMap(textsIn))
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return value !== null && typeof value === 'object' && 'name' in value ? textsIn(value.name) : []
}
