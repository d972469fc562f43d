import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }

//   node scripts/build-server-json.ts <owner/repository>
//
// makes out/server.json of out/tonearm.mcpb, for the MCP registry (docs/releasing.md).

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * What the MCP registry wants to know of a version, in its schema of 2025-12-11: the extension in a release on GitHub, with its hash.
 *
 * @param repository `owner/name`. The registry gives the name `io.github.owner/...` to that owner only
 * @param bundle the bytes of tonearm.mcpb as they are in the release
 * @throws when the repository is no `owner/name`
 */
export function serverJson(repository: string, bundle: Uint8Array): Record<string, unknown> {
  const [, owner] = /^([\w-]+)\/[\w.-]+$/.exec(repository) ?? []
  if (!owner) throw new Error(`"${repository}" is no repository. Write it as owner/name.`)
  const { name, version } = packageJson
  const url = `https://github.com/${repository}`
  return {
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: `io.github.${owner}/${name}`,
    title: 'Tonearm for Spotify',
    description: 'Search, play, organise and understand your music on Spotify, with the Tonearm app.',
    version,
    repository: { url, source: 'github' },
    packages: [
      {
        registryType: 'mcpb',
        identifier: `${url}/releases/download/v${version}/tonearm.mcpb`,
        fileSha256: createHash('sha256').update(bundle).digest('hex'),
        transport: { type: 'stdio' },
      },
    ],
  }
}

if (import.meta.main) {
  const out = join(root, 'out')
  const text = JSON.stringify(serverJson(process.argv[2] ?? '', readFileSync(join(out, 'tonearm.mcpb'))), undefined, 2)
  writeFileSync(join(out, 'server.json'), `${text}\n`)
}
