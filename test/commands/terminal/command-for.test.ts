import { describe, expect, it } from 'vitest'
import { createCommandFor } from '../../../src/commands/terminal/command-for.ts'
import type { Flags } from '../../../src/commands/terminal/flags.ts'
import { findPaths } from '../../../src/config/paths.ts'

const flags: Flags = { json: false, browser: true }
const environment = { XDG_CONFIG_HOME: '/home/wanda/.config', APPDATA: '/home/wanda' }

function login(
  script: string,
  from: { environment?: NodeJS.ProcessEnv; flags?: Partial<Flags> } = {},
  command: Parameters<ReturnType<typeof createCommandFor>>[0] = 'login',
): string {
  const all = { ...environment, ...from.environment }
  const given = { ...flags, ...from.flags }
  const paths = findPaths({ directory: given.dataDirectory, environment: all })
  return createCommandFor({ script, directory: '/home/wanda/tonearm', environment: all, flags: given, paths, remembered: 'keychain' })(
    command,
  )
}

describe('the command that sentences tell the person to type', () => {
  it.each([
    ['installed', '/usr/local/bin/tonearm', {}, 'tonearm login'],
    ['started with npm start', '/home/wanda/tonearm/src/cli.ts', { npm_lifecycle_event: 'start' }, 'npm run tonearm -- login'],
    ['built', '/home/wanda/tonearm/out/cli.js', { npm_lifecycle_event: 'test' }, 'node out/cli.js login'],
    ['built, elsewhere', '/opt/my apps/out/cli.js', {}, 'node "/opt/my apps/out/cli.js" login'],
  ])('%s', (_, script, environment, expected) => {
    expect(login(script, { environment })).toBe(expected)
  })

  it('leads to the same login: data directory and vault are named when they are not those that a command uses anyway', () => {
    const script = '/usr/local/bin/tonearm'
    expect(login(script, { environment: { TONEARM_DATA_DIR: '/data' } })).toBe('tonearm login --data-dir /data')
    expect(login(script, { flags: { vault: 'file', dataDirectory: '/my data' } })).toBe('tonearm login --data-dir "/my data" --vault file')
  })

  it('names no vault that ends with the command where that makes no sense', () => {
    const words = (command: 'login' | 'clients' | 'status') => login('/usr/local/bin/tonearm', { flags: { vault: 'memory' } }, command)
    expect([words('login'), words('clients'), words('status')]).toEqual([
      'tonearm login',
      'tonearm clients',
      'tonearm status --vault memory',
    ])
  })
})
