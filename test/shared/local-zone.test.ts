import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newComputer } from '../commands/run-command.ts'

const root = join(import.meta.dirname, '..', '..')
const collected = join(root, '..', 'shared', 'cases', 'odd-answers.json')
const zones: string[] = [
  '',
  ':/etc/localtime',
  'Foo/Bar',
  'Etc/Unknown',
  'UTC0',
  ...(existsSync(collected) ? JSON.parse(readFileSync(collected, 'utf8')).timeZones : []),
]

const program = `
  import { clockOrDay, localZone } from './src/shared/moments.ts'
  console.log(localZone(), clockOrDay(Date.UTC(2026, 0, 1, 12), Date.UTC(2026, 0, 1, 1), localZone()))
`

/** What a process with this TZ calls its zone, and noon in UTC there. */
function inZone(zone: string): string {
  return execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    cwd: root,
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  }).trim()
}

describe('the time zone of this computer', () => {
  it('is the one that TZ names', () => {
    expect(inZone('Europe/Berlin')).toBe('Europe/Berlin 13:00')
  })

  it.each([...new Set(zones)].filter((zone) => zone !== 'Europe/Berlin'))('is UTC when TZ is "%s"', (zone) => {
    expect(inZone(zone)).toBe('UTC 12:00')
  })

  it('is said to be unknown, once, and everything works', async () => {
    const computer = newComputer({ environment: { TZ: 'Foo/Bar' } })
    const { code, stdout, stderr } = await computer.run(['status']).ended
    expect({ code, said: stderr.split('The time zone of this computer is not known').length - 1 }).toEqual({ code: 0, said: 1 })
    expect(stdout).not.toContain('undefined')
  })

  it('is not spoken of when it is known', async () => {
    const { stderr } = await newComputer().run(['status']).ended
    expect(stderr).not.toContain('time zone')
  })
})
