import { describe, expect, it, onTestFinished } from 'vitest'
import { startHeaderProxy } from './header-proxy.ts'
import { conformance } from './programs.ts'
import { running } from './running.ts'

/**
 * The scenarios that a server of tools can pass honestly. The others need fixtures with fixed names, or pass for servers that do nothing
 * (`tools-call-error` is content with an unknown tool).
 */
const scenarios = ['server-initialize', 'ping', 'tools-list', 'server-sse-multiple-streams', 'dns-rebinding-protection']

describe("the protocol's conformance suite", () => {
  for (const scenario of scenarios) {
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
