import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inTerminal } from '../run-program.ts'
import { commandFile, newComputer } from './run-command.ts'
import { computerWithSpotify, fileVault, ready, signIn } from './with-spotify.ts'

/** Settings of real apps as people have them: comments, other servers, every format. */
const settingsFiles: Record<string, string> = {
  '.cursor/mcp.json':
    '\ufeff// mine\r\n{\r\n\t"mcpServers": {\r\n\t\t"weather": { "url": "https://weather.example/mcp" }, // keep\r\n\t},\r\n}\r\n',
  '.codex/config.toml': '# Codex\nmodel = "gpt"   # the good one\n\n[mcp_servers.weather]\nurl = "https://weather.example/mcp"\n',
  '.config/zed/settings.json': '{\n  // Zed\n  "theme": "One Dark",\n  "context_servers": {}\n}\n',
  '.config/goose/config.yaml': 'GOOSE_MODEL: big # the model\nextensions:\n  developer:\n    enabled: true\n    type: builtin\n',
  '.gemini/settings.json': '{}\n',
}
const apps = ['cursor', 'codex', 'zed', 'goose', 'gemini-cli']

function furnish(computer: ReturnType<typeof newComputer>) {
  const file = (name: string) => join(computer.environment.HOME ?? '', name)
  for (const [name, text] of Object.entries(settingsFiles)) {
    mkdirSync(dirname(file(name)), { recursive: true })
    writeFileSync(file(name), text)
  }
  const read = () => Object.fromEntries(Object.keys(settingsFiles).map((name) => [name, readFileSync(file(name), 'utf8')]))
  const connect = async (names = apps) => {
    for (const app of names)
      expect(await computer.run(['clients', 'add', app, '--yes', '--http', '--vault', 'file']).ended).toMatchObject({ code: 0 })
  }
  return { file, read, connect }
}

/** A computer where Tonearm does not run. */
const newHome = () => newComputer({ environment: { TONEARM_PORT: '3345' } })

describe('tonearm uninstall', () => {
  it('first says what is there and what would be lost, and removes nothing where it cannot ask', async () => {
    const computer = newHome()
    const { connect, read } = furnish(computer)
    await connect(['cursor', 'codex'])
    const before = read()
    const { code, stdout, stderr } = await computer.run(['uninstall']).ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.replaceAll(computer.environment.HOME ?? '', '~')).toMatchInlineSnapshot(`
      "This can be removed:

       1. Entries in your apps: Cursor, Codex
          These apps can no longer use your music. Nothing else in their settings
          changes. An app that you connected by hand keeps its entry: remove it there.

       2. Login and access key: the file vault.json in the data folder
          You are signed out of Spotify. Your music at Spotify does not change.

       3. Data folder: ~/.config/Tonearm (less than 1 MB)
          Your listening history is lost for good: Spotify tells an app only the last
          50 plays. You can no longer undo changes. Settings and log go too. To keep
          the history, export it first.
      Nothing was removed, because this command cannot ask you here. To answer yes, add --yes.
      "
    `)
    expect(read()).toEqual(before)
    expect(fileVault(computer)).toHaveProperty('endpoint-token')
  })

  it('leaves no entry in any app, no login, no autostart and no data, and stops the Tonearm that runs', async () => {
    const computer = await computerWithSpotify()
    const { connect, read, file } = furnish(computer)
    await signIn(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    await ready(serve)
    await connect()
    for (const text of Object.values(read())) expect(text).toContain('tonearm')
    mkdirSync(file('.config/autostart'), { recursive: true })
    writeFileSync(file('.config/autostart/tonearm.desktop'), '[Desktop Entry]\n')

    const { code, stdout, stderr } = await computer.run(['uninstall', '--yes']).ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Now delete the program itself') })
    expect(stdout).toMatch(
      /^Cursor .+\nThe login and the access key are deleted\.\nTonearm no longer starts at login\.\nThe data is deleted\.\n$/,
    )
    await serve.ended
    expect(read()).toEqual(settingsFiles)
    expect(existsSync(file('.config/autostart/tonearm.desktop'))).toBe(false)
    expect(existsSync(computer.dataDirectory)).toBe(false)
  })

  it('removes only the named parts, and leaves a Tonearm that runs alone when apps are disconnected', async () => {
    const computer = newComputer()
    const { connect, read } = furnish(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    await ready(serve)
    await connect(['codex'])
    const { code, stdout } = await computer.run(['uninstall', 'apps', '--yes', '--json']).ended
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      found: [{ part: 'apps', where: expect.stringContaining('Codex') }],
      results: [{ removed: true }],
    })
    expect(read()).toEqual(settingsFiles)
    expect(serve.process.exitCode).toBe(null)
    expect(existsSync(computer.path('settings.json')) || existsSync(computer.path('tonearm.sqlite'))).toBe(true)
    expect(await computer.run(['uninstall', 'apps', '--yes']).ended).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Nothing of this is there.'),
    })
  })

  it('names an app whose settings cannot be read, and leaves them as they are', async () => {
    const computer = newHome()
    const { connect, file } = furnish(computer)
    await connect(['codex'])
    const broken = `${readFileSync(file('.codex/config.toml'), 'utf8')}\n[broken`
    writeFileSync(file('.codex/config.toml'), broken)
    const { code, stdout } = await computer.run(['uninstall', 'apps', '--yes']).ended
    expect(code).toBe(0)
    expect(stdout).toContain('The settings of Codex cannot be read. If they have an entry named tonearm, remove it there.')
    expect(readFileSync(file('.codex/config.toml'), 'utf8')).toBe(broken)
  })

  it('asks about each part, and keeps what gets no yes', async () => {
    const computer = newHome()
    const { connect, read } = furnish(computer)
    await connect(['codex'])
    const command = inTerminal([process.execPath, commandFile, 'uninstall'], { ...computer.environment, PATH: process.env.PATH ?? '' })
    for (const [part, answer] of Object.entries({ 'Entries in your apps': 'y', 'Login and access key': '', 'Data folder': 'n' })) {
      await command.saw(new RegExp(`${part}: remove\\? \\[y/N\\] `), 'stdout')
      command.type(`${answer}\n`)
    }
    expect(await command.ended).toMatchObject({ code: 0 })
    expect(read()).toEqual(settingsFiles)
    expect(fileVault(computer)).toHaveProperty('endpoint-token')
  })

  it('deletes only its own files in a folder that the user chose', async () => {
    const computer = newHome()
    const folder = join(computer.environment.HOME ?? '', 'music')
    mkdirSync(folder)
    for (const name of ['thesis.txt', 'starting-guide.txt', 'yarn.lock']) writeFileSync(join(folder, name), 'mine')
    mkdirSync(join(folder, 'web', 'Cache'), { recursive: true })
    await computer.run(['status', '--data-dir', folder, '--vault', 'file']).ended
    expect(readdirSync(folder)).toContain('tonearm.sqlite')
    expect(await computer.run(['uninstall', 'data', '--yes', '--data-dir', folder]).ended).toMatchObject({ code: 0 })
    expect(readdirSync(folder)).toEqual(['starting-guide.txt', 'thesis.txt', 'web', 'yarn.lock'])

    // Only with this file is it the folder of the app's window.
    writeFileSync(join(folder, 'web', 'Local State'), '{}')
    await computer.run(['uninstall', 'data', '--yes', '--data-dir', folder]).ended
    expect(readdirSync(folder)).toEqual(['starting-guide.txt', 'thesis.txt', 'yarn.lock'])
  })

  it('says which parts there are', async () => {
    const computer = newHome()
    expect(await computer.run(['uninstall', 'dat']).ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean data?'),
    })
  })
})
