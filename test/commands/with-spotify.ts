import { readFileSync } from 'node:fs'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { expect, onTestFinished } from 'vitest'
import { emptyWorld, track } from '../fake-spotify/builders.ts'
import { consent } from '../fake-spotify/consent.ts'
import { type FakeSpotify, type FakeSpotifyOptions, startFakeSpotify } from '../fake-spotify/fake-spotify.ts'
import type { RunningCommand } from '../run-program.ts'
import { type Computer, type ComputerOptions, newComputer } from './run-command.ts'

/** A computer whose Spotify is a fake one, with the client id of the registered app in the environment. */
export type ComputerWithSpotify = Computer & { spotify: FakeSpotify }

/** @param options.clientId false when the person has not set one up yet */
export async function computerWithSpotify(
  options: ComputerOptions & { clientId?: false; fake?: FakeSpotifyOptions } = {},
): Promise<ComputerWithSpotify> {
  const world = { ...emptyWorld(), tracks: [track('Midnight River'), track('Midnight Train'), track('Paper Ocean')] }
  const spotify = await startFakeSpotify({ world, ...options.fake })
  onTestFinished(async () => {
    await spotify.stop()
    expect(spotify.violations()).toEqual([])
  })
  const computer = newComputer({
    ...options,
    environment: {
      TONEARM_SPOTIFY_API: spotify.apiUrl,
      TONEARM_SPOTIFY_ACCOUNTS: spotify.accountsUrl,
      ...(options.clientId !== false && { SPOTIFY_CLIENT_ID: spotify.clientId }),
      ...options.environment,
    },
  })
  return { ...computer, spotify }
}

/** The address of the sign-in page, once the command shows it. */
export async function signInAddress(command: RunningCommand): Promise<string> {
  const [address] = await command.saw(/http:\/\/127\.0\.0\.1:\d+\/authorize\?\S+/)
  return address
}

/** Signs in for good: `tonearm login` with the file vault, and the person agrees. */
export async function signIn(computer: Computer): Promise<void> {
  const login = computer.run(['login', '--no-browser', '--vault', 'file'])
  await consent(await signInAddress(login))
  const { code, stderr } = await login.ended
  expect(code, stderr).toBe(0)
}

/** What `serve --json` says when it is ready. */
export type Ready = { url: string; token: string; pid: number }

/** Waits until a `serve --json` is ready. */
export async function ready(serve: RunningCommand): Promise<Ready> {
  const [line] = await serve.saw(/^.+\n/, 'stdout')
  return JSON.parse(line) as Ready
}

/** Connects an MCP client to a running endpoint. */
export async function connect({ url, token }: Pick<Ready, 'url' | 'token'>, name = 'test client'): Promise<Client> {
  const client = new Client({ name, version: '1.0.0' })
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } }))
  onTestFinished(() => client.close().catch(() => {}))
  return client
}

/** The text that a tool answers. Fails when the answer is an error, unless `failed` says that it must be one. */
export async function call(client: Client, name: string, parameters: Record<string, unknown> = {}, failed = false): Promise<string> {
  const { content, isError = false } = (await client.callTool({ name, arguments: parameters })) as CallToolResult
  const text = content[0]?.type === 'text' ? content[0].text : ''
  expect(isError, text).toBe(failed)
  return text
}

/** The entries of the file vault. */
export function fileVault(computer: Computer): Record<string, string> {
  return JSON.parse(readFileSync(computer.path('vault.json'), 'utf8')) as Record<string, string>
}
