import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import packageJson from '../../package.json' with { type: 'json' }
import { prompts } from '../../src/mcp/prompts/prompts.ts'
import { tools } from '../../src/tools/runtime/registry.ts'
import { inputSchema } from '../../src/tools/runtime/schemas.ts'
import { track } from '../fake-spotify/builders.ts'
import { callTool, startProduct } from '../product.ts'
import { built } from './built.ts'

let plugin: string

beforeAll(async () => {
  plugin = join(await built(), 'out', 'plugin')
})

const read = (file: string) => readFileSync(join(plugin, file), 'utf8')
const json = (file: string) => JSON.parse(read(file))

describe('the plugin for Claude Code and GitHub Copilot CLI', () => {
  it('has this version, and is the one plugin of the marketplace in the same folder', () => {
    expect(json('.claude-plugin/plugin.json')).toMatchObject({ name: 'tonearm', version: packageJson.version })
    const { name, plugins } = json('.claude-plugin/marketplace.json')
    expect(name).toBe('tonearm')
    expect(plugins).toMatchObject([{ name: 'tonearm', source: './' }])
  })

  it('has what a directory of plugins asks for: a page about it, the license, a square picture', () => {
    expect(read('README.md').split(/\s+/).length).toBeGreaterThan(40)
    expect(readdirSync(plugin).sort()).toEqual(['.claude-plugin', '.mcp.json', 'LICENSE', 'README.md', 'bridge', 'icon.png', 'skills'])
  })

  it('starts its bridge, which passes calls on to the running Tonearm', async () => {
    const product = await startProduct({ world: { tracks: [track('Midnight River')] } })
    onTestFinished(() => product.stop())
    const { command, args } = json('.mcp.json').mcpServers.tonearm as { command: string; args: string[] }
    const client = new Client({ name: 'claude-code', version: '1.0.0' })
    onTestFinished(() => client.close())
    const words = args.map((word) => word.replace(/\$\{CLAUDE_PLUGIN_ROOT\}/, plugin))
    const env = { PATH: process.env.PATH ?? '', TONEARM_DATA_DIR: product.paths.directory }
    expect(command).toBe('node')
    await client.connect(new StdioClientTransport({ command: process.execPath, args: words, env, stderr: 'ignore' }))
    expect((await callTool(client, 'search_tracks', { query: 'midnight' })).text).toContain('Midnight River')
  })
})

describe('its skill', () => {
  it('says in its front matter when it is of use', () => {
    const [, matter = ''] = read('skills/music/SKILL.md').split('---\n')
    const { name, description } = parse(matter)
    expect(name).toBe('music')
    expect(description.length).toBeLessThan(1024)
    expect(existsSync(join(plugin, 'skills', name))).toBe(true)
  })

  it('names only tools and parameters that there are', () => {
    const known = new Set([
      ...['tonearm', 'music', '?'],
      ...tools.map(({ name }) => name),
      ...prompts.map(({ name }) => name),
      ...tools.flatMap((tool) => Object.keys(inputSchema(tool).properties)),
    ])
    const named = [...read('skills/music/SKILL.md').matchAll(/`([^`\n]+)`/g)].flatMap(([, text = '']) =>
      /[{"]/.test(text) ? [...text.matchAll(/"(\w+)":/g)].map(([, key = '']) => key) : [text],
    )
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })
})
