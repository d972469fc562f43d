import type { EntryPlace } from './entry-place.ts'
import type { Splice } from './splices.ts'

/** The parsed text of a settings file, and how to change one entry of it. All functions are pure. */
export type SettingsText = {
  /** The whole content as plain data; undefined for a text without content. */
  data: unknown
  /**
   * The splices that make the entry equal to `value`. Missing maps are added. When an existing entry differs only in single values, only these are
   * replaced, otherwise the whole entry. @throws SettingsFault when this is not safe
   */
  set(value: Record<string, unknown>): Splice[]
  /**
   * The splices that remove the entry, and of the maps at the paths `alsoRemove` (`[]` is the whole document) those that are then empty. None when
   * there is no entry. @throws SettingsFault when this is not safe
   */
  remove(alsoRemove: string[][]): Splice[]
}

/**
 * Parses a text, which is without a byte order mark.
 *
 * @param names the keys that lead to the entry, its own last
 * @throws SettingsFault when it is not well-formed, or when it has one of the names twice
 */
export type OpenText = (text: string, names: string[]) => SettingsText

/** Why a text cannot be read or changed. The reason is a clause ("it is not valid JSON") that quotes none of the text, which may contain secrets. */
export class SettingsFault extends Error {
  /** The place in the text, if there is one. */
  readonly offset: number | undefined

  constructor(reason: string, offset?: number) {
    super(reason)
    this.name = 'SettingsFault'
    this.offset = offset
  }
}

export type SettingsFormat = EntryPlace['format']
