import type { DatabaseSync } from 'node:sqlite'
import { cleanText } from '../shared/clean-text.ts'
import { Problem } from '../shared/problem.ts'

/** An item as it is remembered. `id` is Spotify's whole id, `type` as in spotify:track:…. */
export type SeenItem = { id: string; type: string; name: string }

/**
 * Short ids, as git has them for hashes: the first six characters of Spotify's id (of 22), more where two known items begin alike.
 *
 * Six characters cost a model about a quarter of the tokens. Every item that was ever shown is remembered, so they resolve across sessions,
 * clients and restarts.
 */
export type ShortIds = {
  /** Remembers what is about to be shown. @returns the short form of each id, by id */
  remember(items: SeenItem[]): Map<string, string>
  /** The one known item that begins with these characters; undefined when there is none, or more than one, or the text is no id. */
  find(prefix: string): SeenItem | undefined
  /** The item that begins with these characters. @throws Problem `unknown-item`, `ambiguous-item`: never a guess */
  resolve(prefix: string): SeenItem
}

/** What is shown at least. */
const shownLength = 6

/** Spotify's ids are base 62 with 22 digits; four are accepted at least, as with git. */
const idForm = /^[0-9A-Za-z]{4,22}$/

/**
 * Opens the short ids over the `items` table: for each account its own, so that nobody finds what was shown to somebody else.
 *
 * @returns the short ids of an account, by Spotify's id of it
 */
export function openShortIds(database: DatabaseSync): (account: string) => ShortIds {
  const upsert = database.prepare(
    'INSERT INTO items (account, id, type, name) VALUES (?, ?, ?, ?) ON CONFLICT (account, id) DO UPDATE SET name = excluded.name WHERE name <> excluded.name',
  )
  const before = database.prepare('SELECT id FROM items WHERE account = ? AND id < ? ORDER BY id DESC LIMIT 1')
  const after = database.prepare('SELECT id FROM items WHERE account = ? AND id > ? ORDER BY id LIMIT 1')
  const beginningWith = database.prepare(
    'SELECT id, type, name FROM items WHERE account = :account AND id >= :prefix AND id < :prefix || char(127) ORDER BY id LIMIT 4',
  )

  /** In the order of ids, the ones that share most with an id stand right beside it. */
  function shorten(account: string, id: string): string {
    const neighbours = [before.get(account, id), after.get(account, id)].filter((row) => row !== undefined)
    const shared = Math.max(0, ...neighbours.map((row) => sharedLength(id, String(row.id))))
    return id.slice(0, Math.max(shownLength, shared + 1))
  }

  function beginning(account: string, prefix: string): SeenItem[] {
    return idForm.test(prefix) ? (beginningWith.all({ account, prefix }) as SeenItem[]) : []
  }

  return (account) => ({
    remember(items) {
      database.exec('BEGIN IMMEDIATE')
      try {
        for (const { id, type, name } of items) upsert.run(account, id, type, cleanText(name, 100))
        database.exec('COMMIT')
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
      return new Map(items.map(({ id }) => [id, shorten(account, id)]))
    },

    find(prefix) {
      const [found, ...others] = beginning(account, prefix)
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
      const [found, ...others] = beginning(account, prefix)
      if (found === undefined)
        throw new Problem('unknown-item', `No item beginning with "${shown}" was shown before. Search for it by its name.`)
      if (others.length === 0) return found
      const choices = [found, ...others].slice(0, 3).map(({ id, type, name }) => `${shorten(account, id)} ${name} (${type})`)
      throw new Problem(
        'ambiguous-item',
        `"${shown}" could be ${others.length === 1 ? 'two' : 'several'} items: ${choices.join(' or ')}${others.length > 2 ? ', among others' : ''}. Use more letters.`,
      )
    },
  })
}

function sharedLength(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return length
}
