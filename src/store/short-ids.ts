import { cleanText } from '../shared/clean-text.ts'
import { Problem } from '../shared/problem.ts'
import type { Database } from './database.ts'
import { isDatabaseProblem } from './database-problems.ts'
import { createItemsInMemory } from './items-in-memory.ts'
import { transaction } from './transaction.ts'

/** An item as it is remembered. `id` is Spotify's whole id, `type` as in spotify:track:…. */
export type SeenItem = { id: string; type: string; name: string }

/**
 * Short ids, as git has them for hashes: the first six characters of Spotify's id (of 22), more where two known items begin alike.
 *
 * Six characters cost a model about a quarter of the tokens. Every item that was ever shown is remembered, so they resolve across sessions,
 * clients and restarts.
 */
export type ShortIds = {
  /** Remembers what is about to be shown: at once in memory, a moment later in the database. @returns the short form of each id, by id */
  remember(items: SeenItem[]): Map<string, string>
  /** The one known item that begins with these characters; undefined when there is none, or more than one, or the text is no id. */
  find(prefix: string): SeenItem | undefined
  /** The item that begins with these characters. @throws Problem `unknown-item`, `ambiguous-item`: never a guess; of the database when it cannot be read */
  resolve(prefix: string): SeenItem
}

/** What is shown at least. */
const shownLength = 6

/** Spotify's ids are base 62 with 22 digits; four are accepted at least, as with git. */
const idForm = /^[0-9A-Za-z]{4,22}$/

/** So many rows are written in one go: a few milliseconds. */
const rowsPerTransaction = 500

/** Opens the short ids over the `items` table. What could not be written yet is known from memory. */
export function openShortIds(database: Database): ShortIds {
  const upsert = database.prepare(
    'INSERT INTO items (id, type, name) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE name <> excluded.name',
  )
  const before = database.prepare('SELECT id FROM items WHERE id < ? ORDER BY id DESC LIMIT 1')
  const after = database.prepare('SELECT id FROM items WHERE id > ? ORDER BY id LIMIT 1')
  const beginningWith = database.prepare(
    'SELECT id, type, name FROM items WHERE id >= :prefix AND id < :prefix || char(127) ORDER BY id LIMIT 4',
  )
  const unwritten = createItemsInMemory()
  const later = database.writeBehind(() => {
    const items = unwritten.first(rowsPerTransaction)
    transaction(database, () => {
      for (const { id, type, name } of items) upsert.run(id, type, name)
    })
    unwritten.remove(items)
    return unwritten.size() > 0
  })

  /** In the order of ids, the ones that share most with an id stand right beside it. */
  function shorten(id: string, written: (id: string) => string[]): string {
    const shared = Math.max(0, ...[...written(id), ...unwritten.neighbours(id)].map((neighbour) => sharedLength(id, neighbour)))
    return id.slice(0, Math.max(shownLength, shared + 1))
  }

  function writtenNeighbours(id: string): string[] {
    return [before.get(id), after.get(id)].flatMap((row) => (row ? [String(row.id)] : []))
  }

  /** An answer does not wait for the database, and does not fail with it: without it, short ids are unique among what is in memory. */
  function shortenAll(ids: string[]): Map<string, string> {
    try {
      return new Map(ids.map((id) => [id, shorten(id, writtenNeighbours)]))
    } catch (error) {
      if (!isDatabaseProblem(error)) throw error
      return new Map(ids.map((id) => [id, shorten(id, () => [])]))
    }
  }

  function beginning(prefix: string): { items: SeenItem[]; problem?: Problem } {
    if (!idForm.test(prefix)) return { items: [] }
    const items = new Map(unwritten.beginning(prefix).map((item) => [item.id, item]))
    try {
      for (const item of beginningWith.all({ prefix }) as SeenItem[]) if (!items.has(item.id)) items.set(item.id, item)
      return { items: [...items.values()].sort(byId) }
    } catch (error) {
      if (!isDatabaseProblem(error)) throw error
      return { items: [...items.values()].sort(byId), problem: error }
    }
  }

  return {
    remember(items) {
      unwritten.add(items.map(({ id, type, name }) => ({ id, type, name: cleanText(name, 100) })))
      if (items.length > 0) later()
      return shortenAll(items.map(({ id }) => id))
    },

    find(prefix) {
      const [found, ...others] = beginning(prefix).items
      return others.length === 0 ? found : undefined
    },

    resolve(prefix) {
      const shown = cleanText(prefix, 40)
      if (!idForm.test(prefix)) {
        throw new Problem(
          'unknown-item',
          `"${shown}" is not an id. Give the id of a row (six characters or more), a Spotify URI or a link.`,
        )
      }
      const { items, problem } = beginning(prefix)
      const [found, ...others] = items
      if (found === undefined && problem) throw problem
      if (found === undefined)
        throw new Problem('unknown-item', `No item beginning with "${shown}" was shown before. Search for it by its name.`)
      if (others.length === 0) return found
      const short = shortenAll(items.map(({ id }) => id))
      const choices = [found, ...others].slice(0, 3).map(({ id, type, name }) => `${short.get(id)} ${name} (${type})`)
      throw new Problem(
        'ambiguous-item',
        `"${shown}" could be ${others.length === 1 ? 'two' : 'several'} items: ${choices.join(' or ')}${others.length > 2 ? ', among others' : ''}. Use more letters.`,
      )
    },
  }
}

/** As SQLite orders them. */
function byId(one: SeenItem, other: SeenItem): number {
  return one.id < other.id ? -1 : 1
}

function sharedLength(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return length
}
