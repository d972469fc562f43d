import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commandFile } from './run-command.ts'
import { computerWithSpotify, ready, signIn } from './with-spotify.ts'

const withoutKeytar = [process.execPath, '--import', new URL('without-keytar.mjs', import.meta.url).href, commandFile]

describe('--vault', () => {
  it('is said once: later commands use the same, and sentences do not repeat it', async () => {
    const computer = await computerWithSpotify({ program: withoutKeytar })
    await signIn(computer)
    expect(JSON.parse(readFileSync(computer.path('settings.json'), 'utf8'))).toMatchObject({ vault: 'file' })
    const { stdout, stderr } = await computer.run(['status']).ended
    expect(stdout).toMatch(/^Signed in as Wanda/)
    expect(stdout).not.toContain('--vault')
    expect(stderr).toBe('')
  })

  it('memory is for one run', async () => {
    const computer = await computerWithSpotify()
    await computer.run(['status', '--vault', 'memory']).ended
    expect(existsSync(computer.path('settings.json'))).toBe(false)
  })
})

describe('tonearm clients without a keychain', () => {
  it('works with what the running Tonearm says about itself', async () => {
    const computer = await computerWithSpotify({ program: withoutKeytar })
    const serve = computer.run(['serve', '--json', '--vault', 'memory'])
    await ready(serve)
    const listed = await computer.run(['clients', '--json']).ended
    expect({ code: listed.code, stderr: listed.stderr }).toEqual({ code: 0, stderr: '' })
    expect((await computer.run(['clients', 'show', 'other']).ended).code).toBe(0)
  })
})

describe('--json through npm', () => {
  it('says how to keep the lines of npm out of it', async () => {
    const computer = await computerWithSpotify()
    const run = async (environment: Record<string, string>) =>
      (await computer.run(['status', '--json', '--vault', 'memory'], environment).ended).stderr
    expect(await run({ npm_lifecycle_event: 'tonearm' })).toContain('npm run --silent tonearm -- ...')
    expect(await run({ npm_lifecycle_event: 'tonearm', npm_config_loglevel: 'silent' })).toBe('')
  })
})
