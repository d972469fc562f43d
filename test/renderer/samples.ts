import { permissionGroups } from '../../src/desktop/window/permission-groups.ts'
import type { ActivityView } from '../../src/shared/activity.ts'
import type { ClientAction, ClientChange, ClientChangeStep, ClientName, ClientView } from '../../src/shared/clients.ts'
import type { SettingsView } from '../../src/shared/contract.ts'
import type { ProblemReport } from '../../src/shared/finding.ts'
import type { RemovalView } from '../../src/shared/removal.ts'
import type { Account, ConnectedClient, RecentCall, Status } from '../../src/shared/status.ts'

/** The moment at which every test happens: a Sunday afternoon, 15:00 in the Berlin of the tests. */
export const now = new Date('2026-11-22T14:00:00Z')

/** A moment so many minutes ago, as ISO 8601. */
export function minutesAgo(minutes: number): string {
  return new Date(now.getTime() - minutes * 60_000).toISOString()
}

export const clientId = '4f9c0a6d2b8e47139d5af0c1e26bb71e'

/** A name that breaks lines that rely on spaces. */
export const longName = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorstandsvorsitzende'

/** Runs from right to left, and tries to turn around what follows. */
export const hebrewName = 'ורד לוי \u202e(admin)'

const permissions = permissionGroups([])

export const allScopes = permissions.flatMap(({ scopes }) => scopes.map(({ scope }) => scope))

/** Settings as they are after the installation. */
export function settings(changes: Partial<SettingsView> = {}): SettingsView {
  return {
    signInWay: 'window',
    port: 3345,
    callbackPort: 8888,
    scopes: allScopes,
    readOnly: false,
    pauseWhileLocked: false,
    screenLockTold: true,
    askBeforeEdits: true,
    structuredResults: false,
    allowedHosts: [],
    logLevel: 'info',
    startAtLogin: false,
    keepHistory: true,
    historyNoticeSeen: true,
    privateSessionsForApps: false,
    startForApps: false,
    redirectUri: 'http://127.0.0.1:8888/callback',
    dataDirectory: '/home/wanda/.local/share/Tonearm',
    fixedAtStart: [],
    permissions,
    ...changes,
  }
}

/** Wanda, signed in two months ago. */
export function signedIn(changes: Partial<Extract<Account, { state: 'signed-in' }>> = {}): Account {
  return {
    state: 'signed-in',
    name: 'Wanda Winter',
    grantedScopes: allScopes,
    authorizedAt: '2026-09-20T09:00:00Z',
    endsAt: '2027-03-20T09:00:00Z',
    ...changes,
  }
}

/** Everything runs, nothing was asked yet. */
export function status(changes: Partial<Status> = {}): Status {
  return {
    version: '0.1.0',
    account: signedIn(),
    endpoint: { state: 'listening', url: 'http://127.0.0.1:3345/mcp', since: minutesAgo(125) },
    clients: [],
    blockedClients: [],
    calls: [],
    quota: { state: 'available' },
    history: { keeping: 'on' },
    ...changes,
  }
}

export const claudeCode: ConnectedClient = {
  name: 'Claude Code',
  version: '2.3.1',
  connectedAt: minutesAgo(60),
  lastCallAt: minutesAgo(4),
  calls: 12,
}

export const cursor: ConnectedClient = { name: 'Cursor', version: '3.0.4', connectedAt: minutesAgo(2), calls: 0 }

export function call(changes: Partial<RecentCall>): RecentCall {
  return {
    at: minutesAgo(1),
    client: 'Claude Code',
    tool: 'play',
    durationMs: 100,
    characters: 100,
    tokens: 25,
    failed: false,
    ...changes,
  }
}

/** What the apps did: some of each kind. */
export const activity: ActivityView[] = [
  did('Searched your library for "river": 341 found', { at: minutesAgo(4), kind: 'search', details: details('find_in_library', 412, 231) }),
  did('Couldn\'t play "Opalite": No device is active', {
    at: minutesAgo(6),
    kind: 'play',
    failed: true,
    details: details('play', 380, 41),
  }),
  changed('3 songs removed from "Sunday Morning"', { at: minutesAgo(12), change: { receipt: 'k7wq2m', state: 'done' } }),
  changed('"Kitchen Disco" sorted by tempo', { at: minutesAgo(95), change: { receipt: 'p4tz9c', state: 'partly done' } }),
  changed('25 songs saved to the library', {
    at: minutesAgo(24 * 60 + 40),
    client: 'Cursor',
    change: { receipt: 'h3vb8x', state: 'undone' },
  }),
  did('Looked at what you played last', {
    at: minutesAgo(24 * 60 + 50),
    client: 'Cursor',
    details: details('get_recently_played', 2_095, 4_610),
  }),
  changed('"Long Drive" created with 40 songs', { at: minutesAgo(24 * 60 * 3), change: { receipt: 'd9rk5n', state: 'done' } }),
]

function details(tool: string, durationMs: number, tokens: number): ActivityView['details'] {
  return { tool, durationMs, tokens }
}

export function did(words: string, parts: Partial<ActivityView> = {}): ActivityView {
  return { at: minutesAgo(5), client: 'Claude Code', kind: 'look', words, failed: false, ...parts }
}

export function changed(words: string, parts: Partial<ActivityView> = {}): ActivityView {
  return did(words, { kind: 'change', change: { receipt: 'a2b3c4', state: 'done' }, ...parts })
}

/** What Wanda could remove. */
export const removal: RemovalView[] = [
  { part: 'apps', title: 'Entries in your apps', where: 'Claude Code, Zed', loses: 'These apps can no longer use your music.' },
  { part: 'login', title: 'Login and access key', where: "your system's keychain", loses: 'You are signed out of Spotify.' },
  {
    part: 'data',
    title: 'Data folder',
    where: '/home/wanda/.local/share/Tonearm (41 MB)',
    loses: 'Your listening history is lost for good.',
  },
]

/** One thing is wrong. */
export const report: ProblemReport = {
  version: '0.1.0',
  node: '24.1.0',
  platform: 'linux x64',
  findings: [
    { about: 'Keychain', state: 'ok', says: 'It keeps what Tonearm writes.' },
    { about: 'Zed', state: 'warning', says: 'It has an old address or access key. Connect it again.' },
    {
      about: 'Clock',
      state: 'problem',
      says: 'The clock of this computer is 12 minutes ahead, so signing in can fail. Set it to the right time.',
    },
  ],
}

export function clientView(name: ClientName, title: string, changes: Partial<ClientView> = {}): ClientView {
  return { name, title, state: 'not-found', ...changes }
}

/** The apps on Wanda's computer: some of each kind. */
export const clients: ClientView[] = [
  clientView('claude-desktop', 'Claude Desktop', { state: 'not-connected' }),
  clientView('claude-code', 'Claude Code', { state: 'connected', lastCallAt: minutesAgo(4) }),
  clientView('cursor', 'Cursor', { state: 'not-connected' }),
  clientView('vs-code', 'VS Code', { state: 'not-connected' }),
  clientView('vs-code-insiders', 'VS Code Insiders'),
  clientView('vscodium', 'VSCodium'),
  clientView('windsurf', 'Windsurf'),
  clientView('zed', 'Zed', { state: 'outdated' }),
  clientView('goose', 'Goose', {
    state: 'unreadable',
    note: 'The settings file /home/wanda/.config/goose/config.yaml was not changed, because it is not valid YAML (line 12, column 3). Fix it, then try again, or make the change by hand.',
    file: '/home/wanda/.config/goose/config.yaml',
  }),
  clientView('lm-studio', 'LM Studio'),
  clientView('opencode', 'opencode', {
    state: 'off',
    note: 'Its entry is switched off in the settings of this app. Connecting it again switches it on.',
  }),
  clientView('codex', 'Codex', {
    state: 'taken',
    note: 'Another entry called "tonearm" that is not from Tonearm is in /home/wanda/.codex/config.toml. Rename or remove it there, then connect. Or replace it: Tonearm keeps a copy of the file.',
    file: '/home/wanda/.codex/config.toml',
  }),
  clientView('gemini-cli', 'Gemini CLI'),
  clientView('other', 'Any other app', { state: 'by-hand' }),
]

/** The same before Wanda connected one. */
export const noneConnected = clients.map((client) =>
  client.state === 'connected' ? { ...client, state: 'not-connected' as const } : client,
)

const maskedKey = '••••••••'
const entry = { url: 'http://127.0.0.1:3345/mcp', headers: { Authorization: `Bearer ${maskedKey}` } }

/** What each kind of client does when it is connected. */
export const steps: Partial<Record<ClientName | 'claude-desktop settings' | 'long', ClientChangeStep[]>> = {
  'claude-desktop': [{ kind: 'open-file', file: '/opt/Tonearm/resources/tonearm.mcpb' }],
  'claude-desktop settings': [
    {
      kind: 'create-file',
      file: '/home/wanda/.config/Claude/claude_desktop_config.json',
      edits: [
        {
          line: 1,
          removed: '',
          added:
            '{\n  "mcpServers": {\n    "tonearm": {\n      "command": "/usr/bin/node",\n      "args": ["/opt/Tonearm/resources/bridge.js"]\n    }\n  }\n}\n',
        },
      ],
    },
  ],
  'claude-code': [
    {
      kind: 'run',
      command: `/home/wanda/.local/bin/claude mcp add --transport http --scope user tonearm ${entry.url} --header "Authorization: Bearer ${maskedKey}"`,
    },
  ],
  cursor: [
    {
      kind: 'open-link',
      link: `cursor://anysphere.cursor-deeplink/mcp/install?name=tonearm&config=${JSON.stringify(entry)}`,
    },
  ],
  'vs-code': [{ kind: 'open-link', link: `vscode:mcp/install?${JSON.stringify({ name: 'tonearm', type: 'http', ...entry })}` }],
  zed: [
    {
      kind: 'edit-file',
      file: '/home/wanda/.config/zed/settings.json',
      keepsCopy: true,
      edits: [
        { line: 14, removed: '      "url": "http://127.0.0.1:3344/mcp",\n', added: `      "url": "${entry.url}",\n` },
        {
          line: 16,
          removed: `        "Authorization": "Bearer ${maskedKey}"\n`,
          added: `        "Authorization": "Bearer ${maskedKey}"\n`,
        },
      ],
    },
  ],
  codex: [{ kind: 'remove-file', file: '/home/wanda/.codex/config.toml' }],
  long: [
    {
      kind: 'edit-file',
      file: `/home/${longName}/${longName}/${longName}/settings.json`,
      keepsCopy: true,
      edits: [{ line: 1_204, removed: `  "${longName}${longName}": {},\n`, added: `  "${longName}": "${longName.repeat(4)}",\n` }],
    },
  ],
}

const summaries: Partial<Record<ClientName, string>> = {
  'claude-desktop': "Tonearm's extension is opened in Claude Desktop, which asks you before it installs it.",
  'claude-code': 'Claude Code is connected with its own command.',
  cursor: 'A link asks Cursor to add Tonearm. Cursor shows what it would add, and asks you.',
  zed: "Tonearm's entry in the settings of Zed is updated.",
}

const afterwards: Partial<Record<ClientName, string>> = {
  'claude-desktop': 'Press "Install" in Claude Desktop.',
  'claude-code': 'Restart Claude Code.',
  cursor: 'Cursor opens its settings. Confirm there.',
  zed: 'Zed notices the change by itself. If it does not, restart it.',
}

export function clientChange(name: ClientName, action: ClientAction, changes: Partial<ClientChange> = {}): ClientChange {
  const title = clients.find((client) => client.name === name)?.title ?? name
  return {
    client: name,
    action,
    id: 'c0ffee01',
    summary:
      action === 'connect'
        ? (summaries[name] ?? `Tonearm is added to the settings of ${title}.`)
        : `Tonearm is removed from the settings of ${title}.`,
    steps: steps[name] ?? [],
    afterwards: afterwards[name] ?? `Restart ${title}.`,
    otherWays: name === 'claude-desktop' && action === 'connect' ? ['settings'] : [],
    ...changes,
  }
}
