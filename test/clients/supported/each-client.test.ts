import { mkdirSync } from 'node:fs'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { type ClientName, clientNames } from '../../../src/shared/clients.ts'
import { connection, headers, newDesk, token } from '../desk.ts'

// Each client on each system, without its command and without a desktop: its settings file is changed.

const { url } = connection

/** Of each client: what proves that it is installed, its settings file, and the whole of a settings file that was made for it. */
const facts: Record<
  Exclude<ClientName, 'other' | 'claude-desktop' | 'continue'>,
  { proof: Partial<Record<NodeJS.Platform, string>>; file: Partial<Record<NodeJS.Platform, string>>; whole: unknown }
> = {
  'claude-code': {
    proof: { linux: '.claude', darwin: '.claude', win32: '.claude' },
    file: { linux: '.claude.json', darwin: '.claude.json', win32: '.claude.json' },
    whole: { mcpServers: { tonearm: { type: 'http', url, headers } } },
  },
  cursor: {
    proof: { linux: '.config/Cursor', darwin: 'Applications/Cursor.app', win32: 'AppData/Local/Programs/cursor' },
    file: { linux: '.cursor/mcp.json', darwin: '.cursor/mcp.json', win32: '.cursor/mcp.json' },
    whole: { mcpServers: { tonearm: { url, headers } } },
  },
  'vs-code': {
    proof: { linux: '.config/Code', darwin: 'Applications/Visual Studio Code.app', win32: 'AppData/Local/Programs/Microsoft VS Code' },
    file: {
      linux: '.config/Code/User/mcp.json',
      darwin: 'Library/Application Support/Code/User/mcp.json',
      win32: 'AppData/Roaming/Code/User/mcp.json',
    },
    whole: { servers: { tonearm: { type: 'http', url, headers } } },
  },
  'vs-code-insiders': {
    proof: {
      linux: '.config/Code - Insiders',
      darwin: 'Applications/Visual Studio Code - Insiders.app',
      win32: 'AppData/Local/Programs/Microsoft VS Code Insiders',
    },
    file: {
      linux: '.config/Code - Insiders/User/mcp.json',
      darwin: 'Library/Application Support/Code - Insiders/User/mcp.json',
      win32: 'AppData/Roaming/Code - Insiders/User/mcp.json',
    },
    whole: { servers: { tonearm: { type: 'http', url, headers } } },
  },
  vscodium: {
    proof: { linux: '.config/VSCodium', darwin: 'Applications/VSCodium.app', win32: 'AppData/Local/Programs/VSCodium' },
    file: {
      linux: '.config/VSCodium/User/mcp.json',
      darwin: 'Library/Application Support/VSCodium/User/mcp.json',
      win32: 'AppData/Roaming/VSCodium/User/mcp.json',
    },
    whole: { servers: { tonearm: { type: 'http', url, headers } } },
  },
  windsurf: {
    proof: { linux: '.config/devin', darwin: 'Applications/Devin.app', win32: 'AppData/Roaming/devin' },
    file: {
      linux: '.config/devin/mcp_config.json',
      darwin: '.config/devin/mcp_config.json',
      win32: 'AppData/Roaming/devin/mcp_config.json',
    },
    whole: { mcpServers: { tonearm: { transport: 'http', url, headers } } },
  },
  zed: {
    proof: { linux: '.config/zed', darwin: 'Applications/Zed.app', win32: 'AppData/Local/Programs/Zed' },
    file: { linux: '.config/zed/settings.json', darwin: '.config/zed/settings.json', win32: 'AppData/Roaming/Zed/settings.json' },
    whole: { context_servers: { tonearm: { url, headers } } },
  },
  goose: {
    proof: { linux: '.config/goose', darwin: 'Applications/Goose.app', win32: 'AppData/Roaming/Block/goose/config' },
    file: {
      linux: '.config/goose/config.yaml',
      darwin: '.config/goose/config.yaml',
      win32: 'AppData/Roaming/Block/goose/config/config.yaml',
    },
    whole: {
      extensions: {
        tonearm: {
          enabled: true,
          type: 'streamable_http',
          name: 'tonearm',
          description: 'Your music on Spotify',
          uri: url,
          headers,
          timeout: 300,
        },
      },
    },
  },
  'lm-studio': {
    proof: { linux: '.lmstudio', darwin: 'Applications/LM Studio.app', win32: 'AppData/Local/Programs/LM Studio' },
    file: { linux: '.lmstudio/mcp.json', darwin: '.lmstudio/mcp.json', win32: '.lmstudio/mcp.json' },
    whole: { mcpServers: { tonearm: { url, headers } } },
  },
  codex: {
    proof: { linux: '.codex', darwin: '.codex', win32: '.codex' },
    file: { linux: '.codex/config.toml', darwin: '.codex/config.toml', win32: '.codex/config.toml' },
    whole: { mcp_servers: { tonearm: { url, http_headers: headers } } },
  },
  'gemini-cli': {
    proof: { linux: 'on the path/gemini', darwin: 'on the path/gemini', win32: 'on the path/gemini.exe' },
    file: { linux: '.gemini/settings.json', darwin: '.gemini/settings.json', win32: '.gemini/settings.json' },
    whole: { mcpServers: { tonearm: { httpUrl: url, headers } } },
  },
  'copilot-cli': {
    proof: { linux: '.copilot', darwin: '.copilot', win32: '.copilot' },
    file: { linux: '.copilot/mcp-config.json', darwin: '.copilot/mcp-config.json', win32: '.copilot/mcp-config.json' },
    whole: { mcpServers: { tonearm: { tools: ['*'], type: 'http', url, headers } } },
  },
  opencode: {
    proof: { linux: '.config/opencode', darwin: '.config/opencode', win32: '.config/opencode' },
    file: {
      linux: '.config/opencode/opencode.jsonc',
      darwin: '.config/opencode/opencode.jsonc',
      win32: '.config/opencode/opencode.jsonc',
    },
    whole: { mcp: { tonearm: { type: 'remote', url, headers } } },
  },
  cline: {
    proof: { linux: '.cline', darwin: '.cline', win32: '.cline' },
    file: {
      linux: '.cline/data/settings/cline_mcp_settings.json',
      darwin: '.cline/data/settings/cline_mcp_settings.json',
      win32: '.cline/data/settings/cline_mcp_settings.json',
    },
    whole: { mcpServers: { tonearm: { transport: { type: 'streamableHttp', url, headers } } } },
  },
  'qwen-code': {
    proof: { linux: '.qwen', darwin: '.qwen', win32: '.qwen' },
    file: { linux: '.qwen/settings.json', darwin: '.qwen/settings.json', win32: '.qwen/settings.json' },
    whole: { mcpServers: { tonearm: { httpUrl: url, headers } } },
  },
}

/** What else must be so before these can use us is said with the state. */
const conditions: Partial<Record<ClientName, { note: string }>> = {
  'gemini-cli': { note: 'Gemini CLI uses it only in folders that you trust.' },
  'qwen-code': { note: 'Qwen Code uses it only in folders that you trust.' },
}

const cases = Object.entries(facts).flatMap(([name, { proof, file, whole }]) =>
  (['linux', 'darwin', 'win32'] as const).map((platform) => ({
    name: name as keyof typeof facts,
    platform,
    proof: proof[platform] ?? '',
    file: file[platform] ?? '',
    whole,
  })),
)

function parsed(file: string, text: string): unknown {
  if (file.endsWith('.toml')) return getStaticTOMLValue(parseTOML(text))
  return file.endsWith('.yaml') ? parseYaml(text) : JSON.parse(text)
}

describe.each(cases)('$name on $platform', ({ name, platform, proof, file, whole }) => {
  it('is not found on a computer without it, and nothing is made for it', async () => {
    const desk = newDesk({ platform })
    expect(await desk.state(name)).toMatchObject({ state: 'not-found' })
    const { code, message } = await desk.refusal(desk.preview(name))
    expect({ code, message }).toEqual({ code: 'client-not-found', message: expect.stringContaining('was not found on this computer') })
    expect(desk.has(file)).toBe(false)
  })

  it('is connected by a settings file that is made for it, and disconnected without a trace', async () => {
    const desk = newDesk({ platform })
    // Gemini CLI is known by its program or its settings only.
    if (name === 'gemini-cli') desk.write('.gemini/settings.json', '')
    else mkdirSync(desk.path(proof), { recursive: true })
    expect(await desk.state(name)).toMatchObject({ state: 'not-connected' })

    const change = await desk.preview(name)
    expect(change.steps).toMatchObject([{ kind: name === 'gemini-cli' ? 'edit-file' : 'create-file', file: desk.path(file) }])
    expect(JSON.stringify(change.steps)).toContain('Bearer ••••••••')
    const { message } = await desk.connect(name)
    expect(message).toMatch(/is connected\..* /)
    expect(parsed(file, desk.read(file))).toEqual(whole)
    expect(await desk.state(name)).toEqual({ name, title: expect.any(String), state: 'connected', ...conditions[name] })

    expect(await desk.preview(name)).toMatchObject({ steps: [], summary: expect.stringContaining('is connected already') })
    expect((await desk.connect(name)).message).toContain('is connected already')

    expect((await desk.disconnect(name)).message).toContain('is disconnected.')
    expect(desk.has(file) && desk.read(file)).toBe(name === 'gemini-cli' ? '' : false)
    expect((await desk.disconnect(name)).message).toContain('is not connected. There is nothing to do.')
  })

  it('can be connected by hand with what is copied', async () => {
    const desk = newDesk({ platform })
    const text = await desk.clients.snippet(name)
    if (name === 'claude-code') expect(text).toContain(`tonearm ${url} --header`)
    else expect(parsed(file, text)).toEqual(whole)
    expect(text).toContain(token)
  })
})

it('every client is listed, in the order in which they are shown', async () => {
  const desk = newDesk()
  expect((await desk.clients.list()).map(({ name }) => name)).toEqual(clientNames)
})

it('another client gets the address and the header, and is connected by hand', async () => {
  const desk = newDesk()
  expect(await desk.state('other')).toMatchObject({ state: 'by-hand' })
  expect(await desk.clients.snippet('other')).toBe(`${url}\nAuthorization: Bearer ${token}`)
  expect(await desk.preview('other')).toMatchObject({ steps: [], summary: expect.stringContaining('Copy the address and the header') })
  expect((await desk.refusal(desk.preview('other', 'disconnect'))).code).toBe('not-available')
})

it('Continue gets the lines for its list of servers, and is connected by hand', async () => {
  const desk = newDesk()
  expect(await desk.state('continue')).toMatchObject({ state: 'not-found' })
  expect((await desk.refusal(desk.preview('continue'))).code).toBe('client-not-found')
  desk.write('.continue/config.yaml', 'name: mine\n')
  expect(await desk.state('continue')).toMatchObject({ state: 'by-hand', note: expect.stringContaining('config.yaml') })
  expect(await desk.preview('continue')).toMatchObject({
    steps: [],
    summary: expect.stringContaining('paste it into the file config.yaml'),
  })
  expect((await desk.refusal(desk.preview('continue', 'disconnect'))).code).toBe('not-available')
  const server = { name: 'tonearm', type: 'streamable-http', url, requestOptions: { headers } }
  expect(parseYaml(await desk.clients.snippet('continue'))).toEqual({ mcpServers: [server] })
})
