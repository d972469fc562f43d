import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createClients } from '../../src/clients/clients.ts'
import { createQueue } from '../../src/shared/queue.ts'
import { connection, newDesk, token } from './desk.ts'

// What an entry of our name can be, told with Cursor, whose settings are the plainest, and others where they differ.

const { url } = connection
const file = '.cursor/mcp.json'

function cursorWith(entry: unknown) {
  const desk = newDesk()
  desk.write(file, JSON.stringify({ mcpServers: { tonearm: entry, issues: { url: 'https://issues.example/mcp' } } }, undefined, 2))
  return desk
}

const bearer = (value: string) => ({ Authorization: value })

describe('an entry of our name', () => {
  it.each([
    ['with the address and the token of now', { url, headers: bearer(`Bearer ${token}`) }],
    ['with the name of this computer in place of its number', { url: 'http://localhost:3345/mcp', headers: bearer(`Bearer ${token}`) }],
    ['with a header in small letters', { url, headers: { authorization: `bearer ${token}` } }],
    ['with more than we wrote', { url, headers: bearer(`Bearer ${token}`), timeout: 5, tools: ['play'] }],
  ])('%s is connected', async (_, entry) => {
    expect(await cursorWith(entry).state('cursor')).toEqual({ name: 'cursor', title: 'Cursor', state: 'connected' })
  })

  it.each([
    ['a variable of the environment', { url, headers: bearer(`Bearer ${'$'}{env:TONEARM_TOKEN}`) }],
    ['a question to the person', { url, headers: bearer(`Bearer ${'$'}{input:tonearm}`) }],
    ['a variable as Gemini CLI has them', { url, headers: bearer('Bearer $TONEARM_TOKEN') }],
    ['a variable as opencode has them', { url, headers: bearer('Bearer {env:TONEARM_TOKEN}') }],
    ['a file as opencode has them', { url, headers: bearer('Bearer {file:~/.key}') }],
    ['a variable as Codex has them', { url, bearer_token_env_var: 'TONEARM_TOKEN' }],
    ['a program as Codex has them', { url, http_headers_helper: 'my-headers' }],
    ['a program as Claude Code has them', { url, headersHelper: '/bin/my-headers' }],
  ])('with %s for the token is connected, as far as can be seen', async (_, entry) => {
    const desk = cursorWith(entry)
    expect(await desk.state('cursor')).toMatchObject({ state: 'connected', note: expect.stringContaining('cannot check it') })
    expect(await desk.preview('cursor')).toMatchObject({ steps: [] })
  })

  it.each([
    ['another token', { url, headers: bearer('Bearer the-old-one') }],
    ['another port', { url: 'http://127.0.0.1:4000/mcp', headers: bearer(`Bearer ${token}`) }],
    ['no token', { url }],
  ])('with %s is outdated, and connecting updates it and nothing else', async (_, entry) => {
    const desk = cursorWith({ ...entry, tools: ['play'] })
    expect(await desk.state('cursor')).toMatchObject({ state: 'outdated' })
    const { steps, summary } = await desk.preview('cursor')
    expect(steps).toMatchObject([{ kind: 'edit-file', keepsCopy: true }])
    expect(summary).toContain('is updated')
    expect(JSON.stringify(steps)).not.toContain('the-old-one')
    await desk.connect('cursor')
    expect(JSON.parse(desk.read(file))).toEqual({
      mcpServers: { tonearm: { tools: ['play'], url, headers: bearer(`Bearer ${token}`) }, issues: { url: 'https://issues.example/mcp' } },
    })
  })

  it('that was written in another way is written in ours, and has no two addresses then', async () => {
    const desk = newDesk()
    const old = { url: 'http://127.0.0.1:4000/mcp', type: 'http', headers: bearer('Bearer the-old-one'), trust: true }
    desk.write('.gemini/settings.json', JSON.stringify({ mcpServers: { tonearm: old } }))
    await desk.connect('gemini-cli')
    const wanted = { trust: true, httpUrl: url, headers: bearer(`Bearer ${token}`) }
    expect(JSON.parse(desk.read('.gemini/settings.json'))).toEqual({ mcpServers: { tonearm: wanted } })
  })

  it('that is out of date keeps the headers, comments and layout of the person', async () => {
    const desk = newDesk()
    const old = `{
  "mcpServers": {
    // my music
    "tonearm": {
      "headers": { "X-Room": "kitchen", "authorization": "Bearer the-old-one" /* from Tonearm */ },
      "url": "http://127.0.0.1:4000/mcp", // the address
      "tools": ["play"],
    },
  },
}
`
    desk.write(file, old)
    await desk.connect('cursor')
    expect(desk.read(file)).toBe(old.replace('the-old-one', token).replace(':4000', ':3345'))
  })

  it.each([
    [
      'codex',
      '.codex/config.toml',
      `[mcp_servers.tonearm] # mine
http_headers = { X-Room = "kitchen", Authorization = "Bearer the-old-one" }
url = "${url}" # the address
`,
    ],
    [
      'goose',
      '.config/goose/config.yaml',
      `extensions:
  tonearm:
    enabled: true
    type: streamable_http
    name: tonearm # mine
    description: Your music on Spotify
    uri: ${url}
    headers: { X-Room: kitchen, Authorization: "Bearer the-old-one" }
    timeout: 300
`,
    ],
    [
      'cline',
      '.cline/data/settings/cline_mcp_settings.json',
      JSON.stringify({
        mcpServers: {
          tonearm: {
            disabled: false,
            transport: { type: 'streamableHttp', url, headers: { 'X-Room': 'kitchen', Authorization: 'Bearer the-old-one' } },
          },
        },
      }),
    ],
    [
      'opencode',
      '.config/opencode/opencode.json',
      `{ "mcp": { "tonearm": { "type": "remote", "url": "${url}", "headers": { "X-Room": "kitchen", "Authorization": "Bearer the-old-one" } /* mine */ } } }`,
    ],
  ] as const)('of %s keeps them as well', async (name, settings, text) => {
    const desk = newDesk()
    desk.write(settings, text)
    expect(await desk.state(name)).toMatchObject({ state: 'outdated' })
    await desk.connect(name)
    expect(desk.read(settings)).toBe(text.replace('the-old-one', token))
  })

  it('with an old address and a variable for the key keeps the variable', async () => {
    const desk = cursorWith({ url: 'http://127.0.0.1:4000/mcp', headers: bearer(`Bearer ${'$'}{env:TONEARM_TOKEN}`) })
    await desk.connect('cursor')
    expect(desk.read(file)).toContain(`Bearer ${'$'}{env:TONEARM_TOKEN}`)
    expect(desk.read(file)).toContain(url)
  })

  it.each([
    ['leads elsewhere', { url: 'https://tonearm.example/mcp' }],
    ['leads elsewhere without encryption', { url: 'http://tonearm.example:3345/mcp' }],
    ['leads to something else on this computer', { url: 'http://127.0.0.1:3345/api' }],
    ['starts another program', { command: 'record-player' }],
    ['starts our command for something else', { command: 'tonearm', args: ['serve'] }],
    ['is nothing that we know', 'tonearm'],
    ['has an address that is none', { url: 'tonearm' }],
  ])("that %s is somebody else's and left alone", async (_, entry) => {
    const desk = cursorWith(entry)
    const before = desk.read(file)
    expect(await desk.state('cursor')).toMatchObject({
      state: 'taken',
      note: expect.stringMatching(/is in .+mcp\.json\. Rename or remove it there/),
      file: desk.path(file),
    })
    for (const action of ['connect', 'disconnect'] as const) {
      const { code, message } = await desk.refusal(desk.preview('cursor', action))
      expect({ code, message }).toEqual({
        code: 'client-settings',
        message: expect.stringContaining(`Rename or remove it in ${desk.path(file)}`),
      })
    }
    expect(desk.read(file)).toBe(before)
  })

  it.each([
    [
      'cursor',
      file,
      '{ "mcpServers": { "tonearm": { "url": "https://else.example/mcp", "headers": { "Authorization": "Bearer theirs-0123" } } } }\n',
    ],
    [
      'claude-desktop',
      '.config/Claude/claude_desktop_config.json',
      '{ "mcpServers": { "tonearm": { "command": "arm", "args": ["--tone"] } } }\n',
    ],
    [
      'claude-code',
      '.claude.json',
      '{ "mcpServers": { "tonearm": { "command": "arm", "env": { "KEY": "theirs-0123" } } }, "theme": "dark" }\n',
    ],
    [
      'codex',
      '.codex/config.toml',
      '[mcp_servers.tonearm] # another\ncommand = "arm"\n\n[mcp_servers.issues]\nurl = "https://issues.example/mcp"\n',
    ],
    [
      'goose',
      '.config/goose/config.yaml',
      'extensions:\n  tonearm: # another\n    type: stdio\n    cmd: arm\n  issues:\n    type: stdio\n',
    ],
  ] as const)(
    "that is somebody else's in %s is replaced when the person asks for it, and a copy keeps all of it",
    async (name, settings, before) => {
      const desk = newDesk({ desktop: true, own: { bridge: '/opt/tonearm/bridge.js', bundle: '/opt/tonearm/tonearm.mcpb' } })
      desk.program('node', 'console.log("v24.1.0")')
      desk.program(name === 'claude-code' ? 'claude' : 'codex', '')
      desk.write(settings, before)
      expect(await desk.state(name)).toMatchObject({ state: 'taken', file: desk.path(settings) })
      const change = await desk.preview(name, 'connect', 'replace')
      expect(change.summary).toContain("is replaced with Tonearm's. A copy of the file is kept.")
      expect(change.steps).toMatchObject([{ kind: 'edit-file', file: desk.path(settings), keepsCopy: true }])
      expect(JSON.stringify(change)).not.toContain('theirs-0123')
      const { backup, message } = await desk.connect(name, 'replace')
      expect(readFileSync(backup ?? '', 'utf8')).toBe(before)
      expect(message).toContain(`Its settings from before are in ${backup}.`)
      expect(await desk.state(name)).toMatchObject({ state: 'connected' })
      await desk.disconnect(name, 'settings')
      expect(readFileSync(backup ?? '', 'utf8')).toBe(before)
      expect(await desk.state(name)).toMatchObject({ state: 'not-connected' })
    },
  )

  it('is replaced only where it is in the way', async () => {
    const desk = newDesk()
    desk.write(file, JSON.stringify({ mcpServers: { tonearm: { url, headers: bearer(`Bearer ${token}`) } } }))
    expect(await desk.preview('cursor', 'connect', 'replace')).toMatchObject({
      steps: [],
      summary: 'Cursor is connected already. There is nothing to do.',
    })
  })

  it('that holds other secrets shows none of them when it goes', async () => {
    const desk = cursorWith({
      url,
      headers: { ...bearer('Bearer the-old-one'), 'X-Key': 'somebody-elses' },
      env: { PASSWORD: 'their-own-word' },
    })
    const change = JSON.stringify(await desk.preview('cursor', 'disconnect'))
    for (const secret of ['the-old-one', 'somebody-elses', 'their-own-word']) expect(change).not.toContain(secret)
    expect(change).toContain('••••••••')
  })

  it('in the settings for Cascade and in those for Devin is removed from both', async () => {
    const desk = newDesk()
    const entry = (key: string) => JSON.stringify({ mcpServers: { tonearm: { [key]: url, headers: bearer(`Bearer ${token}`) } } })
    desk.write('.codeium/windsurf/mcp_config.json', entry('serverUrl'))
    desk.write('.config/devin/config.json', entry('url'))
    expect(await desk.state('windsurf')).toMatchObject({ state: 'connected' })
    expect((await desk.preview('windsurf', 'disconnect')).steps).toHaveLength(2)
    await desk.disconnect('windsurf')
    expect(await desk.state('windsurf')).toMatchObject({ state: 'not-connected' })
  })
})

describe('settings that cannot be understood', () => {
  const comma = `{ "mcpServers": { "tonearm": { "httpUrl": "${url}", "headers": { "Authorization": "Bearer ${token}" }, }, } }`
  const comment = `{ "mcpServers": {} } // mine`
  it.each([
    ['gemini-cli', '.gemini/settings.json', comma],
    ['qwen-code', '.qwen/settings.json', comma],
    ['claude-code', '.claude.json', comma],
    ['claude-code', '.claude.json', comment],
    ['claude-desktop', '.config/Claude/claude_desktop_config.json', comment],
    ['cline', '.cline/data/settings/cline_mcp_settings.json', comment],
  ] as const)(
    'by %s, though we could read them, are not called connected: the client refuses its whole file',
    async (name, where, text) => {
      const desk = newDesk()
      desk.write(where, text)
      const note = expect.stringMatching(
        /because the app cannot read it: it has a comm(a after the last item|ent, or a comma after the last item) \(line 1, /,
      )
      expect(await desk.state(name)).toMatchObject({ state: 'unreadable', note })
      expect((await desk.refusal(desk.preview(name))).code).toBe('client-settings')
      expect(desk.read(where)).toBe(text)
    },
  )

  it('are none where the client reads comments', async () => {
    const desk = newDesk()
    desk.write('.gemini/settings.json', comment)
    await desk.connect('gemini-cli')
    expect(desk.read('.gemini/settings.json')).toContain('} // mine')
  })

  it.each([
    ['broken', '{ "mcpServers": { "issues": { "key": "their-secret" '],
    ['not a map', '["their-secret"]'],
  ])('because they are %s are left alone, spoil no other client, and are not quoted', async (_, text) => {
    const desk = newDesk()
    desk.write(file, text)
    mkdirSync(desk.path('.config/zed'), { recursive: true })
    const list = await desk.clients.list()
    expect(list.find(({ name }) => name === 'zed')).toMatchObject({ state: 'not-connected' })
    const view = await desk.state('cursor')
    expect(view).toMatchObject({ state: 'unreadable', note: expect.stringContaining(desk.path(file)) })
    for (const action of ['connect', 'disconnect'] as const) {
      const { code, message } = await desk.refusal(desk.preview('cursor', action))
      expect(code).toBe('client-settings')
      expect(message + JSON.stringify(view)).not.toContain('their-secret')
    }
    expect(desk.read(file)).toBe(text)
  })

  it('because they are a link out of the home folder are left alone', async () => {
    const desk = newDesk()
    mkdirSync(join(desk.system, 'elsewhere'), { recursive: true })
    symlinkSync(join(desk.system, 'elsewhere'), desk.path('.cursor'))
    expect((await desk.refusal(desk.preview('cursor'))).message).toContain('outside your home folder')
  })

  it('because a folder is in their place are left alone', async () => {
    const desk = newDesk()
    mkdirSync(desk.path(file), { recursive: true })
    expect(await desk.state('cursor')).toMatchObject({ state: 'unreadable', note: expect.stringContaining('it is a folder') })
  })
})

describe('a change that was looked at', () => {
  it('is not applied when the settings were changed since the preview, even far from our entry', async () => {
    const desk = newDesk()
    desk.write(file, '{\n  "other": 1,\n  "mcpServers": {}\n}\n')
    const { id, steps } = await desk.preview('cursor')
    const changed = '{\n  "other": 2,\n  "mcpServers": {}\n}\n'
    desk.write(file, changed)
    expect((await desk.preview('cursor')).steps).toEqual(steps)
    const { code, message } = await desk.refusal(desk.clients.apply('cursor', 'connect', id))
    expect({ code, message }).toEqual({
      code: 'changed-since',
      message: 'Cursor was changed since this preview, so nothing was done. Look at the new preview, then confirm again.',
    })
    expect(desk.read(file)).toBe(changed)
  })

  it('is not applied when the token was replaced since the preview', async () => {
    const desk = newDesk()
    desk.write(file, '{}')
    const { id } = await desk.preview('cursor')
    desk.connection = { ...connection, token: 'another-token-by-now' }
    expect((await desk.refusal(desk.clients.apply('cursor', 'connect', id))).code).toBe('changed-since')
  })

  it('is not another one: connecting and disconnecting have different names, and so have two clients', async () => {
    const desk = newDesk()
    for (const one of [file, '.lmstudio/mcp.json']) desk.write(one, '{}')
    const ids = [await desk.preview('cursor'), await desk.preview('cursor', 'disconnect'), await desk.preview('lm-studio')].map(
      ({ id }) => id,
    )
    expect(new Set(ids).size).toBe(3)
    const nothing = [await desk.preview('lm-studio', 'disconnect'), await desk.preview('cursor', 'disconnect')]
    expect(nothing[0]?.id).not.toBe(nothing[1]?.id)
    expect((await desk.preview('cursor')).id).toBe(ids[0])
    for (const id of ids) expect(id).toMatch(/^[\w-]{1,100}$/)
  })

  it('has a name by which no guess of the token can be tested: somebody else would name the same change differently', async () => {
    const desk = newDesk()
    desk.write(file, '{}')
    const { computer, own } = desk
    const others = createClients({
      computer,
      own,
      connection: async () => connection,
      records: desk.path('records.json'),
      exclusively: createQueue(),
    })
    expect((await others.preview('cursor', 'connect')).id).not.toBe((await desk.preview('cursor')).id)
  })

  it('is made once when it is asked for twice at the same time', async () => {
    const desk = newDesk()
    desk.write(file, '{}')
    const { id } = await desk.preview('cursor')
    const twice = await Promise.allSettled([1, 2].map(() => desk.clients.apply('cursor', 'connect', id)))
    expect(twice.map((one) => one.status === 'fulfilled' && one.value.message)).toEqual([
      expect.stringContaining('Cursor is connected. '),
      'Cursor is connected already. There is nothing to do.',
    ])
  })
})
