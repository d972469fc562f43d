import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { expect, it, onTestFinished } from 'vitest'
import { parseLogin, serializeLogin } from '../../src/auth/login.ts'
import { allScopes } from '../../src/config/scopes.ts'
import { type Computer, commandFile } from '../commands/run-command.ts'
import { call, computerWithSpotify, connect, fileVault, ready, signIn } from '../commands/with-spotify.ts'
import { startFakeSpotify } from '../fake-spotify/fake-spotify.ts'
import { start } from '../run-program.ts'
import { everyRound } from './rounds.ts'

it('two processes with one login both get a token, however their renewals overlap', { timeout: 60 * 60_000 }, async () => {
  // Each renewal replaces the refresh token, and the one before works no more.
  const spotify = await startFakeSpotify({ rotation: 'rotate' })
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-soak-'))
  const vault = join(directory, 'vault.json')
  const login = { refreshToken: spotify.grant([...allScopes]).refreshToken, scopes: allScopes, authorizedAt: new Date().toISOString() }
  writeFileSync(vault, JSON.stringify({ [spotify.clientId]: serializeLogin(login) }), { mode: 0o600 })

  const children = [1, 2].map(() => {
    const words = [join(import.meta.dirname, 'session-child.ts'), vault, spotify.accountsUrl, spotify.clientId]
    return start(process.execPath, words, { PATH: process.env.PATH ?? '' })
  })
  onTestFinished(async () => {
    await Promise.all(children.map((child) => child.stop('SIGKILL')))
    await spotify.stop()
    rmSync(directory, { recursive: true })
  })
  const answers = children.map((child) => createInterface({ input: child.process.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]())
  const answersOfAll = async () => (await Promise.all(answers.map((lines) => lines.next()))).map(({ value }) => value)
  expect(await answersOfAll()).toEqual(['ready', 'ready'])

  await everyRound({ name: 'token renewals of two processes', many: 200 }, async () => {
    for (const child of children) child.type('renew\n')
    expect(await answersOfAll()).toEqual(['renewed', 'renewed'])
    expect(parseLogin(JSON.parse(readFileSync(vault, 'utf8'))[spotify.clientId])).toBeDefined()
  })
  // Spotify never saw a refresh token that it had replaced.
  expect(spotify.tokenRequests().filter(({ status }) => status !== 200)).toEqual([])
})

it('two clients that each start Tonearm have one login, however their calls overlap', { timeout: 60 * 60_000 }, async () => {
  const wanda = await computerWithSpotify({ fake: { rotation: 'rotate' } })
  await signIn(wanda)
  const clients = await Promise.all([1, 2].map((number) => clientWithItsOwn(wanda, `client ${number}`)))

  await everyRound({ name: 'calls of two processes with one login', many: 200 }, async (round) => {
    wanda.spotify.expireAccessTokens()
    await Promise.all(clients.map((client) => call(client, 'search_tracks', { query: `midnight ${round}` })))
    expect(parseLogin(fileVault(wanda)[wanda.spotify.clientId] ?? '')).toBeDefined()
  })
  expect(wanda.spotify.tokenRequests().filter(({ status }) => status !== 200)).toEqual([])
})

async function clientWithItsOwn(computer: Computer, name: string): Promise<Client> {
  const args = [commandFile, 'stdio', '--vault', 'file']
  const client = new Client({ name, version: '1.0.0' })
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env: computer.environment, stderr: 'ignore' }))
  onTestFinished(() => client.close())
  return client
}

it('a running process takes up each login that another one leaves in the vault', { timeout: 60 * 60_000 }, async () => {
  const wanda = await computerWithSpotify()
  await signIn(wanda)
  const client = await connect(await ready(wanda.run(['serve', '--json', '--vault', 'file', '--no-browser'])))

  await everyRound({ name: 'logins by another process', many: 200 }, async () => {
    wanda.spotify.revokeRefreshTokens()
    wanda.spotify.expireAccessTokens()
    const { refreshToken } = wanda.spotify.grant([...allScopes])
    const login = serializeLogin({ refreshToken, scopes: allScopes, authorizedAt: new Date().toISOString() })
    writeFileSync(wanda.path('vault.json'), JSON.stringify({ ...fileVault(wanda), [wanda.spotify.clientId]: login }), { mode: 0o600 })
    expect(await call(client, 'get_user_profile')).toContain('Wanda')
  })
})
