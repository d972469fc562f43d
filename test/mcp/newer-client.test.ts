import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { startTonearm } from '../tonearm.ts'
import { smallWorld } from '../tools/small-world.ts'
import { connectNewer } from './era-2026/modern.ts'

/** What every client does: looks what there is, reads, calls. */
async function exercise(client: Client) {
  const { tools } = await client.listTools()
  const { prompts } = await client.listPrompts()
  const { resources } = await client.listResources()
  const { contents } = await client.readResource({ uri: 'spotify://me' })
  const { content } = await client.callTool({ name: 'get_user_profile' })
  const [profile] = contents
  return { tools, prompts, resources, profile: profile && 'text' in profile ? profile.text : '', called: content }
}

describe.each(['auto', 'legacy'] as const)('the newer SDK as a client, which speaks %s,', (mode) => {
  const era = { auto: 'modern', legacy: 'legacy' }[mode]

  it('does over HTTP what every client does', async () => {
    const { endpoint, tonearm } = await startTonearm({ world: smallWorld() })
    const client = await connectNewer(endpoint, mode)
    const seen = await exercise(client)
    expect(client.getProtocolEra()).toBe(era)
    expect(seen.tools.length).toBeGreaterThan(20)
    expect(seen.profile).toContain('Wanda')
    expect(seen.called).toEqual([{ type: 'text', text: seen.profile }])
    expect(tonearm.status().clients.map(({ name, calls }) => [name, calls])).toContainEqual([`newer client, ${mode}`, 2])
  })

  it('hears over HTTP that the list of tools changed', async () => {
    const { endpoint, settings } = await startTonearm({ world: smallWorld() })
    const onChanged = vi.fn()
    await connectNewer(endpoint, mode, { listChanged: { tools: { autoRefresh: false, debounceMs: 0, onChanged } } })
    // An older client listens only once its GET has arrived.
    await vi.waitFor(() => {
      settings.change({ readOnly: !settings.current().readOnly })
      expect(onChanged).toHaveBeenCalled()
    })
  })

  it('finds the same tools over standard input and output', async () => {
    const { spotify } = await startTonearm({ world: smallWorld() })
    const directory = mkdtempSync(join(tmpdir(), 'tonearm-test-stdio-'))
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [join(import.meta.dirname, '..', '..', 'src', 'cli.ts'), 'stdio', '--data-dir', directory, '--vault', 'file'],
      env: {
        TONEARM_SPOTIFY_API: spotify.apiUrl,
        TONEARM_SPOTIFY_ACCOUNTS: spotify.accountsUrl,
        SPOTIFY_CLIENT_ID: spotify.clientId,
        SPOTIFY_REFRESH_TOKEN: spotify.grant([...allScopes]).refreshToken,
      },
    })
    const client = new Client({ name: 'newer client', version: '2' }, { versionNegotiation: { mode } })
    onTestFinished(() => client.close())
    await client.connect(transport)
    expect(client.getProtocolEra()).toBe(era)
    expect((await exercise(client)).profile).toContain('Wanda')
  })
})
