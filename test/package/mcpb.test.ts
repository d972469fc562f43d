import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { getMcpConfigForManifest, type McpbManifestAny } from '@anthropic-ai/mcpb'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { transformWithOxc } from 'vite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { buildBundle } from '../../scripts/build-bundle.ts'
import { findPaths } from '../../src/config/paths.ts'
import { tools } from '../../src/tools/runtime/registry.ts'
import { track } from '../fake-spotify/builders.ts'
import { callTool, type Product, startProduct } from '../product.ts'
import { nativeImage } from '../stand-in/native-image.ts'
import { built } from './built.ts'
import { mcpb } from './mcpb-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'tonearm-mcpb-'))
/** Where Claude Desktop would unpack it. */
const extension = join(folder, 'extension')
let out: string
let bundle: string
let manifest: McpbManifestAny

beforeAll(async () => {
  out = join(await built(), 'out')
  bundle = join(out, 'tonearm.mcpb')
  await mcpb('unpack', bundle, extension)
  manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8')) as McpbManifestAny
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('tonearm.mcpb', () => {
  it("passes mcpb's own checks", async () => {
    expect(await mcpb('validate', extension)).toContain('Manifest schema validation passes!')
    expect(await mcpb('info', bundle)).toMatch(/tonearm\.mcpb/)
  })

  it('holds the bridge, the manifest, the icon and a page about it, and nothing else', () => {
    const entries = readdirSync(extension, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const files = entries.map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(extension.length + 1)
        .replaceAll(sep, '/'),
    )
    expect(files.sort()).toEqual(['README.md', 'icon.png', 'manifest.json', 'server/bridge.js', 'server/package.json'])
    expect(nativeImage.createFromPath(join(extension, 'icon.png')).getSize()).toEqual({ width: 512, height: 512 })
    // What bridge.js has beside it is the start of the app, which an extension must not do.
    const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length
    expect(readFileSync(join(extension, 'server', 'bridge.js'), 'utf8')).not.toContain('child_process')
    expect(lines(join(out, 'bridge', 'bridge.js'))).toBeGreaterThan(lines(join(extension, 'server', 'bridge.js')))
  })

  it('is written in the JavaScript of Node 18', async () => {
    const bridge = readFileSync(join(extension, 'server', 'bridge.js'), 'utf8')
    const madeFor = async (target: string) => (await transformWithOxc(bridge, 'bridge.js', { target, sourcemap: false })).code
    expect(await madeFor('node18')).toBe(await madeFor('esnext'))
    expect(bridge).not.toMatch(/^import\b|\bimport\(|require\((?!["']node:)/m)
  })

  it('tells the person what it is before they install it: this version, all tools, and what each setting is for', () => {
    expect(manifest).toMatchObject({ display_name: 'Tonearm for Spotify', version: packageJson.version, tools_generated: true })
    expect(manifest.tools?.map(({ name }) => name)).toEqual(tools.map(({ name }) => name))
    // Nothing but Spotify gets to see what is asked.
    expect(manifest).toMatchObject({ prompts_generated: true, privacy_policies: ['https://www.spotify.com/legal/privacy-policy/'] })
    expect(readFileSync(join(extension, 'README.md'), 'utf8').match(/^## Example \d/gm)).toHaveLength(3)
    for (const setting of Object.values(manifest.user_config ?? {})) {
      expect(setting.description).toMatch(/^Only if .+\.$/)
      expect(setting.required).toBe(false)
    }
  })

  it('is the same bytes whenever and by whomever it is built', async () => {
    mkdirSync(join(folder, 'again'))
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-05-06T07:08:09Z') })
    vi.spyOn(console, 'log').mockReturnValue()
    onTestFinished(() => void vi.useRealTimers().restoreAllMocks())
    expect(readFileSync(await buildBundle(join(folder, 'again')))).toEqual(readFileSync(bundle))
  })
})

describe('the unpacked extension, started as its manifest says,', () => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct({ world: { tracks: [track('Midnight River')] } })
  })
  afterAll(() => product.stop())

  it('finds Tonearm where it usually is, when the person has set nothing', async () => {
    const home = mkdtempSync(join(folder, 'home-'))
    const { endpoint } = findPaths({ home, environment: {} })
    mkdirSync(dirname(endpoint), { recursive: true })
    copyFileSync(product.paths.endpoint, endpoint)
    await answers({}, home)
  })

  it('finds Tonearm in the folder that the person has chosen', async () => {
    await answers({ data_directory: product.paths.directory }, mkdtempSync(join(folder, 'home-')))
  })
})

/** Claude Desktop starts the extension with these settings in this home, and asks it something. */
async function answers(userConfig: Record<string, string>, home: string): Promise<void> {
  const configuration = await getMcpConfigForManifest({
    manifest,
    extensionPath: extension,
    systemDirs: {},
    userConfig,
    pathSeparator: sep,
  })
  if (!configuration?.command) throw new Error('The manifest does not say how to start it')
  const { command, args = [], env = {} } = configuration
  const client = new Client({ name: 'claude-ai', version: '1.0.0' })
  onTestFinished(() => client.close())
  const environment = { PATH: process.env.PATH ?? '', HOME: home, USERPROFILE: home, ...env }
  await client.connect(new StdioClientTransport({ command, args, env: environment, cwd: home, stderr: 'ignore' }))
  const { text, failed } = await callTool(client, 'search_tracks', { query: 'midnight' })
  expect(failed, text).toBe(false)
  expect(text).toContain('Midnight River')
}
