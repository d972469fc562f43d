import { describe, expect, it } from 'vitest'
import { parseArguments } from '../../src/commands/terminal/arguments.ts'
import { allScopes } from '../../src/config/scopes.ts'
import { computerWithSpotify } from './with-spotify.ts'

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'by hand', version: '1' } },
}

describe('--structured', () => {
  it.each(['serve', 'stdio'])('is a flag of %s, for this run only', (command) => {
    expect(parseArguments([command, '--structured'])).toMatchObject({ kind: 'command', flags: { structured: true } })
    expect(parseArguments([command])).toMatchObject({ kind: 'command', flags: { structured: undefined } })
  })

  it('is none of the others', () => {
    for (const command of ['login', 'logout', 'status']) {
      expect(parseArguments([command, '--structured'])).toMatchObject({ mistake: expect.stringContaining('takes no --structured') })
    }
  })

  it.each([
    [['stdio'], false],
    [['stdio', '--structured'], true],
  ])('adds what programs need: %j', async (words, expected) => {
    const computer = await computerWithSpotify()
    const stdio = computer.run(words, { SPOTIFY_REFRESH_TOKEN: computer.spotify.grant([...allScopes]).refreshToken })
    const call = { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'get_user_profile', arguments: {} } }
    stdio.type(
      `${JSON.stringify(initialize)}\n${JSON.stringify(call)}\n${JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/list' })}\n`,
    )
    for (const id of [2, 3]) await stdio.saw(new RegExp(`"id":${id}\\b`), 'stdout')
    stdio.endInput()
    const { stdout } = await stdio.ended
    expect(stdout.includes('"structuredContent"')).toBe(expected)
    expect(stdout.includes('"outputSchema"')).toBe(expected)
  })
})
