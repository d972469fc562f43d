import { describe, expect, it } from 'vitest'
import { connection, headers, newDesk } from './desk.ts'

// Both clients write into `settings.json` which plugins are on (seen with Claude Code 2.1.332 and GitHub Copilot CLI 1.0.102).

const { url } = connection
const on = JSON.stringify({ enabledPlugins: { 'tonearm@tonearm': true, 'other@market': true } })

const clients = [
  { name: 'claude-code', title: 'Claude Code', program: 'claude', plugins: '.claude/settings.json', servers: '.claude.json' },
  {
    name: 'copilot-cli',
    title: 'GitHub Copilot CLI',
    program: 'copilot',
    plugins: '.copilot/settings.json',
    servers: '.copilot/mcp-config.json',
  },
] as const

describe.each(clients)('$title with the plugin of Tonearm', ({ name, title, program, plugins, servers }) => {
  it('is connected, and connecting it would bring the tools twice, so nothing is done and the other way is named', async () => {
    const desk = newDesk()
    desk.write(plugins, on)
    expect(await desk.state(name)).toMatchObject({ state: 'connected', note: `By Tonearm's plugin in ${title}.` })
    const { steps, summary } = await desk.preview(name)
    expect(steps).toEqual([])
    expect(summary).toContain(`has Tonearm by its plugin already`)
    expect(summary).toContain(`"${program} plugin uninstall tonearm@tonearm"`)
  })

  it('and an entry in its settings says that there are two, and how to keep either', async () => {
    const desk = newDesk()
    desk.program(program, '')
    desk.write(plugins, on)
    desk.write(servers, JSON.stringify({ mcpServers: { tonearm: { type: 'http', url, headers } } }))
    const both = `Tonearm's plugin in ${title} brings the same tools a second time. Keep one: disconnect ${title} here, or run "${program} plugin uninstall tonearm@tonearm".`
    expect(await desk.state(name)).toMatchObject({ state: 'connected', note: both })
    expect(await desk.preview(name)).toMatchObject({ steps: [], summary: expect.stringContaining(both) })
    await desk.disconnect(name)
    expect(desk.read(plugins)).toBe(on)
    expect(await desk.state(name)).toMatchObject({ state: 'connected', note: `By Tonearm's plugin in ${title}.` })
  })

  it('alone is disconnected with its own command, or with a sentence where the command is not found', async () => {
    const desk = newDesk()
    desk.write(plugins, on)
    expect(await desk.preview(name, 'disconnect')).toMatchObject({
      steps: [],
      summary: `${title} has Tonearm by its plugin. To take it out, run "${program} plugin uninstall tonearm@tonearm".`,
    })
    desk.program(program, `require('node:fs').writeFileSync(${JSON.stringify(desk.path(plugins))}, '{"enabledPlugins":{}}')`)
    await desk.disconnect(name)
    expect(await desk.state(name)).toMatchObject({ state: 'not-connected' })
    expect(desk.calls()).toContainEqual(['plugin', 'uninstall', 'tonearm@tonearm'])
  })

  it.each([
    ['switched off', { enabledPlugins: { 'tonearm@tonearm': false } }],
    ['not there', { enabledPlugins: {} }],
    ['of somebody else', { enabledPlugins: { 'tonearm@market': true } }],
  ])('that is %s is as without it', async (_, settings) => {
    const desk = newDesk()
    desk.write(plugins, JSON.stringify(settings))
    expect(await desk.state(name)).toEqual({ name, title, state: 'not-connected' })
  })

  it('reads settings that it cannot understand as without it', async () => {
    const desk = newDesk()
    desk.write(plugins, '{ "enabledPlugins": [')
    expect(await desk.state(name)).toMatchObject({ state: 'not-connected' })
  })
})
