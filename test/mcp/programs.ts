import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Ended = { code: number; stdout: string; stderr: string }

const modules = join(import.meta.dirname, '..', '..', 'node_modules')

/** Runs a program of a package under the Node that runs the tests, with an empty home of its own; 20 seconds at most. */
export function runScript(script: string, parameters: string[]): Promise<Ended> {
  const home = mkdtempSync(join(tmpdir(), 'tonearm-test-home-'))
  const env = { ...process.env, HOME: home, USERPROFILE: home }
  return new Promise((resolve) => {
    execFile(process.execPath, [join(modules, script), ...parameters], { env, timeout: 20_000 }, (error, stdout, stderr) => {
      rmSync(home, { recursive: true, force: true })
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0
      resolve({ code, stdout, stderr })
    })
  })
}

/**
 * The scenarios that a server of tools can pass honestly. The others need fixtures with fixed names, or pass for servers that do nothing
 * (`tools-call-error` is content with an unknown tool).
 */
export const honestScenarios = ['server-initialize', 'ping', 'tools-list', 'server-sse-multiple-streams', 'dns-rebinding-protection']

/**
 * Runs one scenario of the protocol's conformance suite against `url`, which must let it in without a token (see header-proxy.ts).
 * The exit code is 0 if all its checks passed.
 */
export function conformance(url: string, scenario: string): Promise<Ended> {
  return runScript('@modelcontextprotocol/conformance/dist/index.js', ['server', '--url', url, '--scenario', scenario])
}

/** Runs the MCP Inspector's command line against an endpoint that asks for a token. */
export function inspector(url: string, token: string, ...parameters: string[]): Promise<Ended> {
  const connection = ['--cli', url, '--transport', 'http', '--header', `Authorization: Bearer ${token}`]
  return runScript('@modelcontextprotocol/inspector/clients/launcher/build/index.js', [...connection, ...parameters])
}
