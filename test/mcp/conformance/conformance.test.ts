import { describe, expect, it, onTestFinished } from 'vitest'
import { prompts } from '../../../src/mcp/prompts/prompts.ts'
import { startHeaderProxy } from '../http/header-proxy.ts'
import { conformance, revisions } from '../programs.ts'
import { running } from '../running.ts'
import { said, testCatalog } from '../test-catalog.ts'
import { withNewerFixtures } from './newer.ts'
import { withOlderFixtures } from './older.ts'
import { scenarios } from './scenarios.ts'

/** The product's HTTP, guard, sessions and servers, with what the suite expects to find in them. */
async function productWithFixtures() {
  const catalog = testCatalog()
  const add = (tool: string) => catalog.add(tool, () => said('here'))
  const change = {
    tools: () => add(`tool_${catalog.list().length}`),
    // A prompt is there when its tools are.
    prompts: () => prompts[catalog.list().length % prompts.length]?.tools.forEach(add),
  }
  return running({ catalog, extend: { older: withOlderFixtures, newer: (server) => withNewerFixtures(server, change) } })
}

describe("the protocol's conformance suite", () => {
  it.each(revisions)('passes in everything that %s requires of a server', async (revision) => {
    const { endpoint, token } = await productWithFixtures()
    const proxy = await startHeaderProxy(endpoint.url, { Authorization: `Bearer ${token}` })
    onTestFinished(() => proxy.close())
    const { code, passed, failed, stdout } = await conformance(proxy.url, revision)
    const { product, withFixtures, notPassed } = scenarios[revision]
    expect(passed.toSorted(), stdout).toEqual([...product, ...withFixtures].toSorted())
    expect(failed.filter((scenario) => !(scenario in notPassed))).toEqual([])
    expect(code, stdout).toBe(0)
  })
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
