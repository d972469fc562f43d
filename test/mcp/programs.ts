import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Ended = { code: number; stdout: string; stderr: string }

const modules = join(import.meta.dirname, '..', '..', 'node_modules')

/** Runs a program of a package under the Node that runs the tests, with an empty home of its own. */
export function runScript(script: string, parameters: string[], timeout = 20_000): Promise<Ended> {
  const home = mkdtempSync(join(tmpdir(), 'tonearm-test-home-'))
  const env = { ...process.env, HOME: home, USERPROFILE: home }
  return new Promise((resolve) => {
    execFile(process.execPath, [join(modules, script), ...parameters], { env, timeout, cwd: home }, (error, stdout, stderr) => {
      rmSync(home, { recursive: true, force: true })
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0
      resolve({ code, stdout, stderr })
    })
  })
}

/** The revisions of the protocol whose requirements are tested. */
export const revisions = ['2025-11-25', '2026-07-28'] as const

export type Revision = (typeof revisions)[number]

/**
 * Runs all that the protocol's conformance suite requires of a server of this revision. `url` must let it in without a token (see header-proxy.ts).
 *
 * @returns `passed` and `failed`: the scenarios. The exit code is 0 if all that count passed.
 */
export async function conformance(url: string, revision: Revision): Promise<Ended & { passed: string[]; failed: string[] }> {
  const ended = await runScript('conformance-alpha/dist/index.js', ['server', '--url', url, '--requirements', revision], 120_000)
  const summary = ended.stdout.split('=== SUMMARY ===')[1] ?? ''
  // "0 passed, 0 failed" is no pass.
  const passed = [...summary.matchAll(/^✓ (\S+): [1-9]\d* passed, 0 failed$/gm)].map(([, name = '']) => name)
  const failed = [...summary.matchAll(/^✗ (\S+): /gm)].map(([, name = '']) => name)
  return { ...ended, passed, failed }
}

/** Runs the MCP Inspector's command line against an endpoint that asks for a token. */
export function inspector(url: string, token: string, ...parameters: string[]): Promise<Ended> {
  const connection = ['--cli', url, '--transport', 'http', '--header', `Authorization: Bearer ${token}`]
  return runScript('@modelcontextprotocol/inspector/clients/launcher/build/index.js', [...connection, ...parameters])
}
