import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allScopes } from '../../../src/config/scopes.ts'
import type { FakeSpotify } from '../../fake-spotify/fake-spotify.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** A program under measurement: the words and the environment that Node is started with. */
export type Program = { words: string[]; environment: Record<string, string>; start(): ChildProcessWithoutNullStreams }

/** The three programs, each with a home folder of its own. `remove` deletes the folders. */
export type Programs = Record<'baseline' | 'stdio' | 'serve', Program> & { remove(): void }

/** @param cli the built command, `cli.js` */
export function preparePrograms(spotify: FakeSpotify, cli: string): Programs {
  const home = mkdtempSync(join(tmpdir(), 'tonearm-bench-'))
  const common = { PATH: process.env.PATH ?? '', HOME: home, TZ: 'Europe/Berlin', NODE_ENV: 'production' }
  const { accessToken } = spotify.grant(['playlist-read-private'])
  const ours = (directory: string) => ({
    ...common,
    TONEARM_SPOTIFY_API: spotify.apiUrl,
    TONEARM_SPOTIFY_ACCOUNTS: spotify.accountsUrl,
    SPOTIFY_CLIENT_ID: spotify.clientId,
    SPOTIFY_REFRESH_TOKEN: spotify.grant([...allScopes]).refreshToken,
    TONEARM_PORT: '0',
    TONEARM_DATA_DIR: join(home, directory),
  })
  const program = (words: string[], environment: Record<string, string>): Program => ({
    words,
    environment,
    start: () => spawn(process.execPath, words, { cwd: home, env: environment, stdio: ['pipe', 'pipe', 'pipe'] }),
  })
  return {
    baseline: program([join(root, 'test/bench/baseline/server.mjs')], {
      ...common,
      BASELINE_API: spotify.apiUrl,
      BASELINE_ACCESS_TOKEN: accessToken,
    }),
    stdio: program([cli, 'stdio', '--vault', 'memory'], ours('stdio')),
    serve: program([cli, 'serve', '--json', '--vault', 'memory'], ours('serve')),
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  }
}

/** What `serve --json` says when it is ready. */
export async function readyLine(child: ChildProcessWithoutNullStreams): Promise<{ url: string; token: string; pid: number }> {
  let said = ''
  for await (const chunk of child.stdout) {
    said += String(chunk)
    if (said.includes('\n')) break
  }
  return JSON.parse(said)
}

/** Ends a program that was started here, and waits until it is gone. */
export async function end(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

/** Ends it as most clients do: what Node compiled is kept for the next start then. */
export async function endPolitely(child: ChildProcessWithoutNullStreams): Promise<void> {
  const exited = once(child, 'exit')
  child.stdin.end()
  child.kill('SIGTERM')
  await exited
}
