/** The words after the program's name: Chromium's, the app's folder, then ours. Without root's help Linux has no sandbox in a checkout. */
export function launchWords(folder: string, words: readonly string[], platform: NodeJS.Platform): string[] {
  return [...(platform === 'linux' ? ['--no-sandbox'] : []), folder, ...words]
}

/** What the app finds in its environment: the machine's, a data directory of its own, and the fake Spotify instead of the real one. */
export function launchEnvironment(
  machine: NodeJS.ProcessEnv,
  spotify: { apiUrl: string; accountsUrl: string },
  dataDirectory: string,
): Record<string, string> {
  const all: NodeJS.ProcessEnv = {
    ...machine,
    TONEARM_DATA_DIR: dataDirectory,
    TONEARM_SPOTIFY_API: spotify.apiUrl,
    TONEARM_SPOTIFY_ACCOUNTS: spotify.accountsUrl,
    TONEARM_PORT: '0',
    TONEARM_CALLBACK_PORT: '0',
    TONEARM_TOKEN: '',
    SPOTIFY_CLIENT_ID: '',
    SPOTIFY_REFRESH_TOKEN: '',
    ELECTRON_ENABLE_SECURITY_WARNINGS: 'true',
    // Both change what Electron is: the first makes it plain Node, the second is for the test runner's process.
    ELECTRON_RUN_AS_NODE: undefined,
    NODE_OPTIONS: undefined,
  }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined))
}
