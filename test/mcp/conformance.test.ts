import { describe, expect, it, onTestFinished } from 'vitest'
import { startHeaderProxy } from './http/header-proxy.ts'
import { conformance, honestScenarios } from './programs.ts'
import { running } from './running.ts'

describe("the protocol's conformance suite", () => {
  for (const scenario of honestScenarios) {
    it(`passes ${scenario}`, async () => {
      const { endpoint, token } = await running()
      const proxy = await startHeaderProxy(endpoint.url, { Authorization: `Bearer ${token}` })
      onTestFinished(() => proxy.close())
      const { code, stdout, stderr } = await conformance(proxy.url, scenario)
      expect(code, stdout + stderr).toBe(0)
      expect(stdout).toMatch(/Passed: ([1-9]\d*)\/\1, 0 failed/)
    })
  }
})

it('the proxy in front of it hides no wrong Host or Origin', async () => {
  const { endpoint, token } = await running()
  const proxy = await startHeaderProxy(endpoint.url, { Authorization: `Bearer ${token}` })
  onTestFinished(() => proxy.close())
  const statusFor = async (origin: string) => (await fetch(proxy.url, { headers: { Origin: origin } })).status
  // 400: let in, and told that there is no session.
  expect(await statusFor(new URL(proxy.url).origin)).toBe(400)
  expect(await statusFor('http://localhost:1')).toBe(403)
  expect(await statusFor('https://evil.example')).toBe(403)
})
