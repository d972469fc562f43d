import { describe, expect, it, onTestFinished } from 'vitest'
import { startTonearm } from '../tonearm.ts'
import { smallWorld } from '../tools/small-world.ts'
import { startHeaderProxy } from './http/header-proxy.ts'
import { conformance, honestScenarios, inspector } from './programs.ts'

describe('the whole product', () => {
  it.each(honestScenarios)("passes %s of the protocol's conformance suite", async (scenario) => {
    const { endpoint } = await startTonearm({ world: smallWorld() })
    const proxy = await startHeaderProxy(endpoint.url, { Authorization: `Bearer ${endpoint.token}` })
    onTestFinished(() => proxy.close())
    const { code, stdout, stderr } = await conformance(proxy.url, scenario)
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/Passed: ([1-9]\d*)\/\1, 0 failed/)
  })

  it.each(['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list'])('shows the Inspector its %s', async (method) => {
    const { endpoint } = await startTonearm({ world: smallWorld() })
    const strict = method === 'tools/list' ? ['--strict'] : []
    const { code, stdout, stderr } = await inspector(endpoint.url, endpoint.token, '--method', method, ...strict)
    expect(code, stdout + stderr).toBe(0)
    const [list] = Object.values(JSON.parse(stdout)) as object[][]
    expect(list?.length).toBeGreaterThan(0)
  })

  it('shows the Inspector tools with output schemas that every client understands', async () => {
    const { endpoint } = await startTonearm({ world: smallWorld(), settings: { structuredResults: true } })
    const { code, stdout, stderr } = await inspector(endpoint.url, endpoint.token, '--method', 'tools/list', '--strict')
    expect(code, stdout + stderr).toBe(0)
    expect(JSON.parse(stdout).tools[0]).toHaveProperty('outputSchema')
  })
})
