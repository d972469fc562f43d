import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packExtension } from '@anthropic-ai/mcpb'
import packageJson from '../package.json' with { type: 'json' }
import { tools } from '../src/tools/runtime/registry.ts'
import { buildBridge } from './build-bridge.ts'
import { buildCommand } from './build-command.ts'
import { buildPlugin } from './build-plugin.ts'
import { buildWorkers } from './build-workers.ts'
import { withoutTimes } from './zip-times.ts'

//   node scripts/build-bundle.ts <folder>
//
// makes the command, the threads, the bridge, the bundle and the plugin in that folder. `npm run build` does it (electron.vite.config.ts).

const assets = fileURLToPath(new URL('../assets/mcpb/', import.meta.url))

/**
 * Makes `tonearm.mcpb`, the bridge as an extension that Claude Desktop installs by a double click.
 *
 * The same sources make the same bytes. `@anthropic-ai/mcpb` checks the manifest first and writes about it to the console.
 *
 * @param outDirectory where the bundle goes
 * @returns the path of the bundle
 * @throws when mcpb refuses the manifest
 */
export async function buildBundle(outDirectory: string): Promise<string> {
  const [workshop, staging] = [mkdtempSync(join(tmpdir(), 'tonearm-extension-')), mkdtempSync(join(tmpdir(), 'tonearm-bundle-'))]
  try {
    await buildBridge(workshop, 'src/bridge/extension.ts')
    stage(join(workshop, 'bridge'), staging)
    const bundle = join(outDirectory, 'tonearm.mcpb')
    if (!(await packExtension({ extensionPath: staging, outputPath: bundle, silent: true }))) {
      throw new Error('mcpb does not pack the extension: see what it wrote')
    }
    writeFileSync(bundle, withoutTimes(readFileSync(bundle)))
    return bundle
  } finally {
    for (const folder of [workshop, staging]) rmSync(folder, { recursive: true, force: true })
  }
}

/** Puts the files of the bundle into an empty folder. @param bridge the folder of bridge.js */
function stage(bridge: string, staging: string): void {
  mkdirSync(join(staging, 'server'))
  const files = readdirSync(bridge).map((name) => ({ from: join(bridge, name), to: join(staging, 'server', name) }))
  const beside = ['icon.png', 'README.md'].map((name) => ({ from: join(assets, name), to: join(staging, name) }))
  for (const { from, to } of [...files, ...beside]) {
    copyFileSync(from, to)
    chmodSync(to, 0o644)
  }
  writeFileSync(join(staging, 'manifest.json'), `${JSON.stringify(manifest(), undefined, 2)}\n`, { mode: 0o644 })
}

/** The manifest of assets/, with this version and what a person sees before installing: the tools. Which of them there are depends on the login. */
function manifest(): Record<string, unknown> {
  const written = JSON.parse(readFileSync(join(assets, 'manifest.json'), 'utf8')) as Record<string, unknown>
  return { ...written, version: packageJson.version, tools: tools.map(({ name, description }) => ({ name, description })) }
}

if (import.meta.main) {
  const outDirectory = resolve(process.argv[2] ?? 'out')
  await buildCommand(outDirectory)
  await buildWorkers(outDirectory)
  await buildBridge(outDirectory)
  await buildBundle(outDirectory)
  await buildPlugin(outDirectory)
}
