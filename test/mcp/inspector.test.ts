import { describe, expect, it } from 'vitest'
import { inspector } from './programs.ts'
import { running } from './running.ts'
import { testCatalog } from './test-catalog.ts'

describe('the MCP Inspector', () => {
  it('lists the tools as the catalog has them', async () => {
    const catalog = testCatalog()
    const { endpoint, token } = await running({ catalog })
    const { code, stdout, stderr } = await inspector(endpoint.url, token, '--method', 'tools/list', '--strict')
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ tools: catalog.list() })
  })

  it('calls one', async () => {
    const { endpoint, token } = await running()
    const { code, stdout, stderr } = await inspector(
      endpoint.url,
      token,
      '--method',
      'tools/call',
      '--tool-name',
      'echo',
      '--tool-arg',
      'text=Opalite',
    )
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ content: [{ type: 'text', text: 'Opalite' }], isError: false })
  })

  it('is not let in with a wrong token', async () => {
    const { endpoint } = await running()
    const { code, stdout, stderr } = await inspector(endpoint.url, 'wrong', '--method', 'tools/list')
    expect(code).not.toBe(0)
    expect(stdout).toBe('')
    // It takes the 401 as an invitation to OAuth, for which it would need a person.
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'auth_required' } })
  })
})
