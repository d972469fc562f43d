/** The place of one entry in a client's settings file: the entry `key` in the map at `path`. */
export type EntryPlace = {
  /** Absolute path. */
  file: string
  /** `json` allows comments and a comma after the last item; a client that refuses either refuses its whole file. */
  format: 'json' | 'json-without-last-commas' | 'strict-json' | 'toml' | 'yaml'
  /** The keys that lead to the map of servers, such as `['mcpServers']`. Missing maps are added. */
  path: string[]
  /** The key of our entry in it. */
  key: string
  /** The person's home folder: a file that is a link must lead to a place in it. */
  home: string
  /** The project folder in which alone this entry counts: there, it takes the place of the entry for all folders. */
  onlyIn?: string
}
