/** The place of one entry in a client's settings file: the entry `key` in the map at `path`. */
export type EntryPlace = {
  /** Absolute path. */
  file: string
  format: 'json' | 'toml' | 'yaml'
  /** The keys that lead to the map of servers, such as `['mcpServers']`. Missing maps are added. */
  path: string[]
  /** The key of our entry in it. */
  key: string
  /** The person's home folder: a file that is a link must lead to a place in it. */
  home: string
}
