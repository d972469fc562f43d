import type { EntryPlace } from '../../../src/clients/files/entry-place.ts'

/** How a client keeps an MCP server in its settings. */
type Shape = Pick<EntryPlace, 'format' | 'path' | 'key'> & {
  shape: string
  file: string
  value(token: string): Record<string, unknown>
}

const url = 'http://127.0.0.1:3345/mcp'
const headers = (token: string) => ({ Authorization: `Bearer ${token}` })

/** One of each kind of settings file; `shape` is its folder in golden/. */
export const shapes: Shape[] = [
  {
    shape: 'cursor',
    file: '.cursor/mcp.json',
    format: 'json',
    path: ['mcpServers'],
    key: 'tonearm',
    value: (token) => ({ url, headers: headers(token) }),
  },
  {
    shape: 'vs-code',
    file: 'Code/User/mcp.json',
    format: 'json',
    path: ['servers'],
    key: 'tonearm',
    value: (token) => ({ type: 'http', url, headers: headers(token) }),
  },
  {
    shape: 'zed',
    file: 'zed/settings.json',
    format: 'json',
    path: ['context_servers'],
    key: 'tonearm',
    value: (token) => ({ url, headers: headers(token) }),
  },
  {
    shape: 'goose',
    file: 'goose/config.yaml',
    format: 'yaml',
    path: ['extensions'],
    key: 'tonearm',
    value: (token) => ({
      enabled: true,
      type: 'streamable_http',
      name: 'Tonearm',
      description: 'Spotify',
      uri: url,
      headers: headers(token),
      timeout: 300,
    }),
  },
  {
    shape: 'codex',
    file: '.codex/config.toml',
    format: 'toml',
    path: ['mcp_servers'],
    key: 'tonearm',
    value: (token) => ({ url, http_headers: headers(token) }),
  },
]
