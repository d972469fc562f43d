/** The place of one entry in a client's settings file: where the entry `key` stands in the map that `path` leads to. */
export type EntryPlace = {
  /** Absolute path. */
  file: string
  format: 'json' | 'toml' | 'yaml'
  /** The keys that lead to the map of servers, such as `['mcpServers']`; what is missing of it is made. */
  path: string[]
  /** The key of our entry in it. */
  key: string
  /** A file that is a link must lead to a place below this folder, the person's home. */
  home: string
}
