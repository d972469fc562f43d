import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { serverJson } from '../../scripts/build-server-json.ts'

const bundle = Buffer.from('the bytes of the extension')

describe('server.json for the MCP registry', () => {
  it('names the extension in the release of this version, with its hash', () => {
    const { version } = packageJson
    expect(serverJson('somebody/tonearm-app', bundle)).toMatchObject({
      $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
      name: 'io.github.somebody/tonearm',
      version,
      repository: { url: 'https://github.com/somebody/tonearm-app', source: 'github' },
      packages: [
        {
          registryType: 'mcpb',
          identifier: `https://github.com/somebody/tonearm-app/releases/download/v${version}/tonearm.mcpb`,
          fileSha256: createHash('sha256').update(bundle).digest('hex'),
          transport: { type: 'stdio' },
        },
      ],
    })
  })

  it('keeps to the lengths and forms that the registry takes', () => {
    const { name, title, description } = serverJson('somebody/tonearm-app', bundle) as Record<string, string>
    expect(name).toMatch(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/)
    expect(title?.length).toBeLessThanOrEqual(100)
    expect(description?.length).toBeLessThanOrEqual(100)
  })

  it.each(['', 'tonearm', 'a/b/c', 'https://github.com/a/b'])('is not made for "%s", which is no repository', (repository) => {
    expect(() => serverJson(repository, bundle)).toThrow('Write it as owner/name.')
  })
})
