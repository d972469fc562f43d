import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { commands } from '../../src/commands/commands.ts'
import { parseArguments } from '../../src/commands/terminal/arguments.ts'
import { overview } from '../../src/commands/terminal/help.ts'
import { findListenOn } from '../../src/config/listen-on.ts'
import { root } from '../root.ts'
import { all, words } from './dockerfile.ts'

// docs/no-desktop.md is read by people who copy from it: what they copy has to be right.

const page = readFileSync(join(root, 'docs', 'no-desktop.md'), 'utf8')

describe('the page for servers and containers', () => {
  it('has a Compose file whose names fit together, and fit the image', () => {
    const [, text = ''] = /```yaml\n([^`]+)```/.exec(page) ?? []
    const compose = parse(text)
    const { tonearm } = compose.services
    expect(tonearm.build).toBe('.')
    for (const port of tonearm.ports) expect(all('EXPOSE')).toContain(port.split(':').at(-1))
    expect(tonearm.volumes.map((volume: string) => volume.split(':')[1])).toEqual(all('VOLUME'))
    expect(Object.keys(compose.volumes)).toEqual(tonearm.volumes.map((volume: string) => volume.split(':')[0]))
    expect(Object.keys(compose.secrets)).toEqual(tonearm.secrets)

    const { environment } = tonearm
    for (const [name, value] of Object.entries<string>(environment)) {
      if (name !== 'TZ') expect(overview(commands, 80)).toMatch(new RegExp(`\\b${name}\\b`))
      if (name.endsWith('_FILE')) expect(tonearm.secrets).toContain(value.replace('/run/secrets/', ''))
    }
    // Beside the secrets, which the files hold, this is all that the image needs.
    expect(
      findListenOn({ host: '0.0.0.0' }, { TONEARM_ALLOWED_HOSTS: environment.TONEARM_ALLOWED_HOSTS, TONEARM_TOKEN: 'x'.repeat(44) }),
    ).toEqual({
      address: '0.0.0.0',
      allowedHosts: ['nas.local'],
    })
  })

  it('names commands that exist', () => {
    const blocks = [...page.matchAll(/```\n([^`]+)```/g)].map(([, text = '']) => text)
    const lines = [...blocks.join('\n').matchAll(/^(?:tonearm|node out\/cli\.js|docker run .* tonearm) (.+?)(?: > .+)?$/gm)]
    const parsed = lines.map(([, words = '']) => parseArguments(words.split(' ')))
    expect(parsed.map((one) => (one.kind === 'command' ? one.command : one))).toEqual(['login', 'serve', 'stdio'])
    expect(parseArguments(words('CMD'))).toMatchObject({ kind: 'command', command: 'serve', flags: { host: '0.0.0.0', browser: false } })
  })
})
