import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findClient } from '../../../src/clients/all-clients.ts'
import type { ClientName } from '../../../src/shared/clients.ts'
import { newDesk } from '../desk.ts'

// Where a person, or an installation from before, has put the settings of a client.

const elsewhere = '/elsewhere/settings'

function fileOf(name: ClientName, platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string | undefined {
  const desk = newDesk({ platform, environment })
  return findClient(name).places(desk.computer)[0]?.file.replace(desk.home, '~')
}

describe('a variable of the environment', () => {
  it.each([
    ['claude-code', 'linux', 'CLAUDE_CONFIG_DIR', `${elsewhere}/.claude.json`],
    ['codex', 'win32', 'CODEX_HOME', `${elsewhere}/config.toml`],
    ['gemini-cli', 'darwin', 'GEMINI_CLI_HOME', `${elsewhere}/.gemini/settings.json`],
    ['qwen-code', 'linux', 'QWEN_HOME', `${elsewhere}/settings.json`],
    ['goose', 'win32', 'GOOSE_PATH_ROOT', `${elsewhere}/config/config.yaml`],
    ['vs-code', 'darwin', 'VSCODE_APPDATA', `${elsewhere}/Code/User/mcp.json`],
    ['vs-code-insiders', 'win32', 'VSCODE_APPDATA', `${elsewhere}/Code - Insiders/User/mcp.json`],
    ['goose', 'linux', 'XDG_CONFIG_HOME', `${elsewhere}/goose/config.yaml`],
    ['zed', 'linux', 'XDG_CONFIG_HOME', `${elsewhere}/zed/settings.json`],
    ['zed', 'linux', 'FLATPAK_XDG_CONFIG_HOME', `${elsewhere}/zed/settings.json`],
    ['claude-desktop', 'linux', 'XDG_CONFIG_HOME', `${elsewhere}/Claude/claude_desktop_config.json`],
    ['claude-desktop', 'win32', 'APPDATA', `${elsewhere}/Claude/claude_desktop_config.json`],
  ] as const)('moves the settings of %s on %s: %s', (name, platform, variable, file) => {
    expect(fileOf(name, platform, { [variable]: elsewhere })).toBe(file)
  })

  it.each([
    ['zed', 'darwin', 'XDG_CONFIG_HOME', '~/.config/zed/settings.json'],
    ['windsurf', 'linux', 'XDG_CONFIG_HOME', '~/.config/devin/mcp_config.json'],
    ['cursor', 'linux', 'XDG_CONFIG_HOME', '~/.cursor/mcp.json'],
  ] as const)('that a client does not look at moves nothing: %s on %s, %s', (name, platform, variable, file) => {
    expect(fileOf(name, platform, { [variable]: elsewhere })).toBe(file)
  })

  it.each([
    ['codex', 'CODEX_HOME'],
    ['claude-code', 'CLAUDE_CONFIG_DIR'],
    ['gemini-cli', 'GEMINI_CLI_HOME'],
    ['copilot-cli', 'COPILOT_HOME'],
    ['cline', 'CLINE_DIR'],
    ['qwen-code', 'QWEN_HOME'],
    ['goose', 'GOOSE_PATH_ROOT'],
  ] as const)(
    'of %s with a folder that is not absolute says so, and nothing is written: it is another one everywhere',
    async (name, variable) => {
      const desk = newDesk({ environment: { [variable]: 'my/settings' } })
      const note = expect.stringContaining(`The variable ${variable} is "my/settings", which is another folder wherever `)
      expect(await desk.state(name)).toMatchObject({ state: 'unreadable', note })
      expect((await desk.refusal(desk.preview(name))).code).toBe('client-settings')
      expect(await desk.clients.update(desk.connection, { ...desk.connection, token: 'next' })).toEqual({ updated: [], failed: [] })
    },
  )

  it('of the system with a folder that is not absolute is no folder', () => {
    expect(fileOf('zed', 'linux', { XDG_CONFIG_HOME: 'settings' })).toBe('~/.config/zed/settings.json')
  })
})

describe('LM Studio', () => {
  it('is where its pointer says, if that is there', async () => {
    const desk = newDesk()
    desk.write('.lmstudio-home-pointer', `${desk.path('big disk/lm')}\n`)
    mkdirSync(desk.path('.lmstudio'))
    expect((await desk.preview('lm-studio')).steps).toMatchObject([{ file: desk.path('.lmstudio/mcp.json') }])
    mkdirSync(desk.path('big disk/lm'), { recursive: true })
    expect((await desk.preview('lm-studio')).steps).toMatchObject([{ file: desk.path('big disk/lm/mcp.json') }])
  })
})

describe('an app for everybody', () => {
  it.each([
    ['cursor', 'Cursor.app'],
    ['claude-desktop', 'Claude.app'],
    ['lm-studio', 'LM Studio.app'],
  ] as const)('is found on macOS: %s', async (name, app) => {
    const desk = newDesk({ platform: 'darwin' })
    mkdirSync(join(desk.system, 'Applications', app), { recursive: true })
    expect(await desk.state(name)).toMatchObject({ state: 'not-connected' })
  })

  it('is found on Windows', async () => {
    const desk = newDesk({ platform: 'win32', environment: { ProgramFiles: '/nowhere' } })
    expect(await desk.state('zed')).toMatchObject({ state: 'not-found' })
    const other = newDesk({ platform: 'win32', environment: { ProgramFiles: desk.path('Program Files') } })
    mkdirSync(desk.path('Program Files/Zed'), { recursive: true })
    expect(await other.state('zed')).toMatchObject({ state: 'not-connected' })
  })
})
