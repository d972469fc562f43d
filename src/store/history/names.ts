import { cleanText } from '../../shared/clean-text.ts'
import type { Tables } from '../transaction.ts'
import { kinds, type PlayedItem } from './play.ts'

/** An item in the database, and the recording that it is. */
export type KnownItem = { id: number; rec: number; lastName: string }

/** What was played, found or added by its names and URI. */
export type Names = {
  /** @param isrc of the recording, where it is known: another URI with the same one is the same recording */
  item(played: PlayedItem, more?: { isrc: string | null; artists: readonly string[]; albumArtist: string | null }): KnownItem
  context(uri: string): number
}

/** Longer ones are nobody's titles. */
const longestName = 300

/** So many are remembered by their names; of a million plays there are fewer. */
const mostRemembered = 200_000

/**
 * Opens the tables of names. What was found once is remembered, so there must be a new one after another process wrote, or after a rollback.
 *
 * @param foldedName the words by which two names count as the same
 */
export function openNames(tables: Tables, foldedName: (name: string) => string): Names {
  const artistsByName = new Map<string, number>()
  const artist = table('artists', ['folded'], ['name'])
  const album = table('albums', ['artist', 'folded'], ['name'])
  const rec = table('recs', ['artist', 'kind', 'folded'], ['name'])
  const context = table('contexts', ['uri'], [])
  const itemsByUri = new Map<string, KnownItem>()
  const nameless = new Map<number, KnownItem>()
  const findItem = tables.prepare('SELECT id, rec, last_name AS lastName FROM items WHERE uri = ?')
  const findNameless = tables.prepare('SELECT id, rec, last_name AS lastName FROM items WHERE rec = ? AND uri IS NULL')
  const addItem = tables.prepare('INSERT INTO items (uri, rec, album, first_name, last_name) VALUES (?, ?, ?, ?, ?)')
  const setName = tables.prepare('UPDATE items SET last_name = ? WHERE id = ?')
  const nameRec = tables.prepare("UPDATE recs SET name = ?, artist = ? WHERE id = ? AND name = ''")
  const findIsrc = tables.prepare('SELECT rec FROM isrcs WHERE isrc = ?')
  const addIsrc = tables.prepare('INSERT OR IGNORE INTO isrcs (isrc, rec) VALUES (?, ?)')
  const addArtist = tables.prepare('INSERT OR REPLACE INTO item_artists (item, position, artist) VALUES (?, ?, ?)')
  const itemsAreNew = isEmpty('items')

  function isEmpty(name: string): boolean {
    return tables.prepare(`SELECT 1 FROM ${name} LIMIT 1`).get() === undefined
  }

  /** The id of a row by its key, which is added when it is new. */
  function table(name: string, keys: string[], others: string[]): (key: (string | number)[], values: string[]) => number {
    const remembered = new Map<string, number>()
    const find = tables.prepare(`SELECT id FROM ${name} WHERE ${keys.map((key) => `${key} = ?`).join(' AND ')}`)
    const columns = [...keys, ...others]
    const add = tables.prepare(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    // Of an empty table, what is not remembered is not there: most of a first import.
    const isNew = isEmpty(name)
    return (key, values) => {
      const text = key.join('\0')
      const known =
        remembered.get(text) ?? (isNew && remembered.size < mostRemembered ? undefined : (find.get(...key)?.id as number | undefined))
      const id = known ?? Number(add.run(...key, ...values).lastInsertRowid)
      if (remembered.size < mostRemembered) remembered.set(text, id)
      return id
    }
  }

  function artistOf(name: string): number {
    const known = artistsByName.get(name)
    if (known !== undefined) return known
    const clean = cleanText(name, longestName)
    const id = artist([foldedName(clean)], [clean])
    if (artistsByName.size < mostRemembered) artistsByName.set(name, id)
    return id
  }

  function recOf({ uri, kind, name, artist }: PlayedItem, isrc: string | null): number {
    const joined = isrc === null ? undefined : (findIsrc.get(isrc)?.rec as number | undefined)
    // Without a name, nothing but its URI says what it is.
    const folded = name === '' && uri !== null ? uri : foldedName(name)
    const id = joined ?? rec([artistOf(artist), kinds.indexOf(kind), folded], [name])
    if (isrc !== null && joined === undefined) addIsrc.run(isrc, id)
    return id
  }

  function albumOf(name: string | null, albumArtist: string): number | null {
    if (name === null || name === '') return null
    const clean = cleanText(name, longestName)
    return album([artistOf(albumArtist), foldedName(clean)], [clean])
  }

  function add(played: PlayedItem, rec: number, albumArtist: string): KnownItem {
    const { uri, name, album } = played
    const id = Number(addItem.run(uri, rec, albumOf(album, albumArtist), name, name).lastInsertRowid)
    return { id, rec, lastName: name }
  }

  function knownItem(uri: string): KnownItem | undefined {
    const remembered = itemsByUri.get(uri)
    if (remembered || (itemsAreNew && itemsByUri.size < mostRemembered)) return remembered
    const found = findItem.get(uri) as KnownItem | undefined
    if (found && itemsByUri.size < mostRemembered) itemsByUri.set(uri, found)
    return found
  }

  /** An item that is new, or has another name than before. */
  function nameItem(given: PlayedItem, known: KnownItem | undefined, isrc: string | null, albumArtist: string | undefined): KnownItem {
    const { uri } = given
    const played = { ...given, name: cleanText(given.name, longestName) }
    if (known) {
      if (played.name !== '' && played.name !== known.lastName) rename(known, played)
      return known
    }
    const rec = recOf(played, isrc)
    const same = uri === null ? (nameless.get(rec) ?? (findNameless.get(rec) as KnownItem | undefined)) : undefined
    const item = same ?? add(played, rec, albumArtist ?? played.artist)
    if (uri === null) nameless.set(rec, item)
    return item
  }

  function rename(item: KnownItem, { name, artist }: PlayedItem): void {
    setName.run(name, item.id)
    if (item.lastName === '') nameRec.run(name, artistOf(artist), item.rec)
    item.lastName = name
  }

  return {
    item(given, more) {
      const known = given.uri === null ? undefined : knownItem(given.uri)
      const item = known?.lastName === given.name ? known : nameItem(given, known, more?.isrc ?? null, more?.albumArtist ?? undefined)
      if (item !== known && given.uri !== null && itemsByUri.size < mostRemembered) itemsByUri.set(given.uri, item)
      for (const [position, name] of more?.artists.entries() ?? []) addArtist.run(item.id, position, artistOf(name))
      return item
    },
    context: (uri) => context([uri], []),
  }
}
