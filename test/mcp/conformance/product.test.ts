import { describe, expect, it, onTestFinished } from 'vitest'
import { startTonearm } from '../../tonearm.ts'
import { smallWorld } from '../../tools/small-world.ts'
import { startHeaderProxy } from '../http/header-proxy.ts'
import { conformance, inspector, revisions } from '../programs.ts'
import { scenarios } from './scenarios.ts'

describe('the whole product', () => {
  it.each(revisions)("passes what suits it of the protocol's conformance suite for %s", async (revision) => {
    const { endpoint } = await startTonearm({ world: smallWorld() })
    const proxy = await startHeaderProxy(endpoint.url, { Authorization: `Bearer ${endpoint.token}` })
    onTestFinished(() => proxy.close())
    const { passed, stdout } = await conformance(proxy.url, revision)
    expect(passed, stdout).toEqual(expect.arrayContaining(scenarios[revision].product))
  })

  describe.each(['legacy', 'modern'])('in the Inspector, which speaks %s,', (era) => {
    it.each(['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list'])('shows its %s', async (method) => {
      const { endpoint } = await startTonearm({ world: smallWorld() })
      const strict = method === 'tools/list' ? ['--strict'] : []
      const { code, stdout, stderr } = await inspector(endpoint.url, endpoint.token, '--protocol-era', era, '--method', method, ...strict)
      expect(code, stdout + stderr).toBe(0)
      const lists = Object.values(JSON.parse(stdout)).filter((list) => Array.isArray(list))
      expect(lists[0]?.length).toBeGreaterThan(0)
    })

    it('shows tools with output schemas that every client understands', async () => {
      const { endpoint } = await startTonearm({ world: smallWorld(), settings: { structuredResults: true } })
      const { code, stdout, stderr } = await inspector(
        endpoint.url,
        endpoint.token,
        '--protocol-era',
        era,
        '--method',
        'tools/list',
        '--strict',
      )
      expect(code, stdout + stderr).toBe(0)
      expect(JSON.parse(stdout).tools[0]).toHaveProperty('outputSchema')
    })
  })
})
