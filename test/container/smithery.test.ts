import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { allScopes } from '../../src/config/scopes.ts'
import { root } from '../commands/run-command.ts'
import { call, computerWithSpotify } from '../commands/with-spotify.ts'

// The shape is the one of https://smithery.ai/docs/config/smithery.yaml; Smithery itself is not parsed.

type Config = { spotifyClientId: string; spotifyRefreshToken: string }
type Command = { command: string; args: string[]; env: Record<string, string> }

const { startCommand, ...others } = parse(readFileSync(join(root, 'smithery.yaml'), 'utf8'))

/** Smithery evaluates the function by itself, so nothing of Node is there for it. */
const commandFor = (config: Partial<Config>): Command =>
  JSON.parse(runInNewContext(`JSON.stringify((${startCommand.commandFunction})(config))`, { config }, { timeout: 1_000 }))

describe('smithery.yaml', () => {
  it('starts a server on standard input and output, and says no more than that', () => {
    expect(others).toEqual({})
    expect(Object.keys(startCommand).sort()).toEqual(['commandFunction', 'configSchema', 'exampleConfig', 'type'])
    expect(startCommand.type).toBe('stdio')
  })

  it('asks for what is needed, in a valid JSON Schema that describes each value', () => {
    const ajv = formats.default(new Ajv({ strict: true }))
    const isConfig = ajv.compile(startCommand.configSchema)
    expect(isConfig(startCommand.exampleConfig)).toBe(true)
    for (const wrong of [{}, { ...startCommand.exampleConfig, spotifyClientId: 'mine' }, { ...startCommand.exampleConfig, more: 1 }])
      expect(isConfig(wrong), JSON.stringify(wrong)).toBe(false)
    for (const value of Object.values<Record<string, string>>(startCommand.configSchema.properties)) {
      expect(value).toMatchObject({ type: 'string', title: expect.any(String), description: expect.any(String) })
    }
    expect(startCommand.configSchema.properties.spotifyRefreshToken).toMatchObject({ format: 'password', writeOnly: true })
  })

  it('names a command that starts, and answers an MCP client with the music of whoever the token belongs to', async () => {
    const { spotify, environment } = await computerWithSpotify()
    const { refreshToken } = spotify.grant([...allScopes])
    const { command, args, env } = commandFor({ spotifyClientId: spotify.clientId, spotifyRefreshToken: refreshToken })
    expect([command, args[0]]).toEqual(['node', 'out/cli.js'])

    // What a build makes of it is the business of other tests: here out/cli.js is the command from its source.
    const folder = checkout()
    const { PATH = '', HOME = '', TONEARM_SPOTIFY_API = '', TONEARM_SPOTIFY_ACCOUNTS = '' } = environment
    const client = new Client({ name: 'smithery', version: '1' })
    onTestFinished(() => client.close())
    const there = { PATH, HOME, XDG_CONFIG_HOME: HOME, TONEARM_SPOTIFY_API, TONEARM_SPOTIFY_ACCOUNTS }
    await client.connect(new StdioClientTransport({ command, args, env: { ...there, ...env }, cwd: folder, stderr: 'ignore' }))
    expect(client.getServerVersion()?.name).toBe('tonearm')
    expect(await call(client, 'get_user_profile')).toContain('Wanda')
  })

  it('starts without a configuration, too, for whoever only wants to see the tools', async () => {
    const { environment } = await computerWithSpotify({ clientId: false })
    const { command, args, env } = commandFor({})
    const client = new Client({ name: 'smithery', version: '1' })
    onTestFinished(() => client.close())
    const { PATH = '', HOME = '' } = environment
    const options = { command, args, env: { PATH, HOME, XDG_CONFIG_HOME: HOME, ...env }, cwd: checkout(), stderr: 'ignore' as const }
    await client.connect(new StdioClientTransport(options))
    expect((await client.listTools()).tools.length).toBeGreaterThan(10)
  })
})

/** A folder in which `out/cli.js` is the command. */
function checkout(): string {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'tonearm-smithery-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'out'))
  writeFileSync(join(folder, 'out', 'cli.js'), `await import(${JSON.stringify(join(root, 'src', 'cli.ts'))})\n`)
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  return folder
}
