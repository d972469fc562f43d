import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import packageJson from '../../package.json' with { type: 'json' }
import { serverJson } from '../../scripts/build-server-json.ts'

/** What the registry's schema of 2025-12-11 says of the keys that we use, and what the registry asks of an extension besides: its hash, in a release. */
const registrySchema = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
  name: z
    .string()
    .min(3)
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: z.string().min(1).max(100),
  description: z.string().min(1).max(100),
  version: z
    .string()
    .max(255)
    .regex(/^\d+\.\d+\.\d+/),
  repository: z.strictObject({ url: z.url(), source: z.literal('github') }),
  packages: z
    .array(
      z.strictObject({
        registryType: z.literal('mcpb'),
        identifier: z.url({ protocol: /^https$/, hostname: /^github\.com$/ }).regex(/\/releases\/download\/.*mcp/),
        fileSha256: z.string().regex(/^[a-f0-9]{64}$/),
        transport: z.strictObject({ type: z.literal('stdio') }),
      }),
    )
    .length(1),
})

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

  it('has all that the registry wants, in the form and length that it takes, and nothing that it does not know', () => {
    expect(registrySchema.safeParse(serverJson('somebody/tonearm-app', bundle)).error).toBeUndefined()
  })

  it.each(['', 'tonearm', 'a/b/c', 'https://github.com/a/b'])('is not made for "%s", which is no repository', (repository) => {
    expect(() => serverJson(repository, bundle)).toThrow('Write it as owner/name.')
  })
})
