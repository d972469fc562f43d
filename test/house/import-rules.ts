/** Where a package or a part of Node may be imported: in these files and folders of `src/`, or everywhere. */
type Places = readonly string[] | 'everywhere'

/**
 * What each room of `src/` may import from the other rooms. A room is a folder directly in `src/`, or one of the three programs on top of it.
 *
 * This table is the only place where the rule stands: import-rules.test.ts holds the sources to it, and CONTRIBUTING.md prints it.
 */
export const roomsEachRoomMayImport: Readonly<Record<string, readonly string[]>> = {
  'main.ts': ['desktop', 'config'],
  'cli.ts': ['commands'],
  'bridge.ts': ['bridge'],
  desktop: ['app', 'config', 'shared'],
  commands: ['app', 'bridge', 'discovery', 'config', 'shared'],
  app: ['mcp', 'clients', 'tools', 'changes', 'history', 'charts', 'spotify', 'store', 'auth', 'discovery', 'config', 'shared'],
  mcp: ['tools', 'spotify', 'config', 'shared'],
  clients: ['discovery', 'config', 'shared'],
  bridge: ['discovery', 'config', 'shared'],
  tools: ['changes', 'history', 'charts', 'spotify', 'store', 'config', 'shared'],
  changes: ['spotify', 'store', 'config', 'shared'],
  charts: ['config', 'shared'],
  history: ['store', 'config', 'shared'],
  spotify: ['config', 'shared'],
  store: ['config', 'shared'],
  auth: ['config', 'shared'],
  discovery: ['config', 'shared'],
  config: ['shared'],
  shared: [],
}

/** Where each package is known. A package that is known in one place only can be replaced there. */
export const placesOfPackages: Readonly<Record<string, Places>> = {
  '@modelcontextprotocol/sdk': ['mcp'],
  '@modelcontextprotocol/server': ['mcp/era-2026/sdk', 'mcp/http/connections.ts'],
  '@spotify/web-api-ts-sdk': ['spotify'],
  '@resvg/resvg-wasm': ['charts/draw-png.ts'],
  electron: ['main.ts', 'desktop'],
  'electron-log': ['config/logging.ts'],
  'electron-updater': ['desktop/system/updates.ts'],
  'eventsource-parser': ['bridge/http-reply.ts', 'mcp/http/web-bridge.ts'],
  'jsonc-parser': ['clients/files/json'],
  keytar: ['auth/vault.ts'],
  'lru-cache': ['changes', 'spotify'],
  oauth4webapi: ['auth'],
  open: ['commands/terminal'],
  'p-limit': 'everywhere',
  'temporal-polyfill': ['tools/runtime/params.ts'],
  'toml-eslint-parser': ['clients/files/toml'],
  undici: ['config/proxied-fetch.ts'],
  vega: ['charts/draw-svg.ts'],
  'vega-lite': ['charts'],
  yaml: ['clients'],
  yauzl: ['history/import/source-files.ts'],
  zod: 'everywhere',
}

/** The same for the parts of Node. */
export const placesOfNodeModules: Readonly<Record<string, Places>> = {
  'node:buffer': 'everywhere',
  'node:child_process': ['bridge/start-tonearm.ts', 'clients/system/computer.ts'],
  'node:crypto': 'everywhere',
  'node:events': 'everywhere',
  'node:fs': 'everywhere',
  'node:fs/promises': 'everywhere',
  'node:http': ['auth/callback-listener.ts', 'bridge/http.ts', 'discovery/ask-endpoint.ts', 'mcp/http'],
  'node:module': ['cli.ts'],
  'node:net': 'everywhere',
  'node:os': 'everywhere',
  'node:path': 'everywhere',
  'node:readline': ['commands/terminal/terminal.ts'],
  'node:sqlite': ['store'],
  'node:stream': 'everywhere',
  'node:stream/consumers': 'everywhere',
  'node:stream/promises': 'everywhere',
  'node:stream/web': 'everywhere',
  'node:timers/promises': 'everywhere',
  'node:url': ['charts'],
  'node:util': 'everywhere',
  'node:v8': ['config/small-heap.ts'],
  'node:zlib': 'everywhere',
  'node:worker_threads': ['charts', 'history/worker.ts', 'history/worker-client.ts', 'store/quick-check.ts'],
}
