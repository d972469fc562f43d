import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { appPageFile, appPageSource, appPages, buildAppPage } from '../../../scripts/build-app-page.ts'
import { pages } from '../../../src/mcp/apps/pages.ts'
import { startTonearm } from '../../tonearm.ts'

describe('the pages beside answers', () => {
  it('are named by their tools, and listed to nobody', async () => {
    const { client } = await startTonearm()
    const { tools } = await client.listTools()
    expect(tools.filter(({ _meta }) => _meta).map(({ name, _meta }) => [name, _meta])).toEqual([
      ['analyze_taste', { ui: { resourceUri: 'ui://tonearm/taste' } }],
      ['get_playback', { ui: { resourceUri: 'ui://tonearm/player' } }],
      ['play', { ui: { resourceUri: 'ui://tonearm/player' } }],
    ])
    expect((await client.listResources()).resources.filter(({ uri }) => uri.startsWith('ui:'))).toEqual([])
  })

  it('may load covers from Spotify where they show some, and nothing else', async () => {
    const { client } = await startTonearm()
    const read = async (uri: string) => (await client.readResource({ uri })).contents[0]
    const player = await read('ui://tonearm/player')
    expect(player?.mimeType).toBe('text/html;profile=mcp-app')
    expect(player?._meta).toEqual({ ui: { csp: { resourceDomains: ['https://i.scdn.co'] }, prefersBorder: true } })
    expect((await read('ui://tonearm/taste'))?._meta).toEqual({ ui: { prefersBorder: true } })
  })

  it('name no address of their own', () => {
    for (const { html } of pages.values()) expect(html).not.toMatch(/https?:|@import|url\(/)
  })

  it.each(appPages)('%s is small, and built from its sources: if not, run node scripts/build-app-page.ts', async (page) => {
    const html = await buildAppPage(page)
    expect(readFileSync(appPageFile(page), 'utf8')).toBe(appPageSource(page, html))
    expect(html.length).toBeLessThan(12_000)
  })
})
