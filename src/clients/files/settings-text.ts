import type { EntryPlace } from './entry-place.ts'
import type { Splice } from './splices.ts'

/** The text of a settings file, understood, and how one entry of it is changed. All of it is pure. */
export type SettingsText = {
  /** All that it says, as plain data; undefined for a text that says nothing. */
  data: unknown
  /**
   * What makes the entry be `value`. The maps that are missing on the way to it are made. When the entry is there and only differs in single
   * values, only these are replaced; else the whole entry is. @throws SettingsFault when it cannot be done safely
   */
  set(value: Record<string, unknown>): Splice[]
  /**
   * What takes the entry away, and of the maps that `alsoRemove` leads to (`[]` is the whole document) those that are empty then.
   * Nothing when the entry is not there. @throws SettingsFault when it cannot be done safely
   */
  remove(alsoRemove: string[][]): Splice[]
}

/**
 * Understands a text, which is without a byte order mark.
 *
 * @param names the keys that lead to the entry, its own last
 * @throws SettingsFault when it is not well-formed, or when one of the names stands twice
 */
export type OpenText = (text: string, names: string[]) => SettingsText

/** Why a text cannot be read or changed. The reason is a clause ("it is not valid JSON") that quotes nothing of the text, since it may hold secrets. */
export class SettingsFault extends Error {
  /** Where in the text, if it is one place. */
  readonly offset: number | undefined

  constructor(reason: string, offset?: number) {
    super(reason)
    this.name = 'SettingsFault'
    this.offset = offset
  }
}

export type SettingsFormat = EntryPlace['format']
