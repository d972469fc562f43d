import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }
import { buildBridge } from './build-bridge.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Builds the plugin for Claude Code and GitHub Copilot CLI: the files of plugin/ with this version, the bridge, the icon and the license.
 *
 * The folder is its own marketplace, since both clients install plugins only from one.
 *
 * @param outDirectory gets the folder `plugin`; what was in it goes away
 * @returns the absolute path of the plugin
 */
export async function buildPlugin(outDirectory: string): Promise<string> {
  const folder = join(outDirectory, 'plugin')
  rmSync(folder, { recursive: true, force: true })
  cpSync(join(root, 'plugin'), folder, { recursive: true })
  const manifest = join(folder, '.claude-plugin', 'plugin.json')
  const written = JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, unknown>
  writeFileSync(manifest, `${JSON.stringify({ ...written, version: packageJson.version }, undefined, 2)}\n`)
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  copyFileSync(join(root, 'assets', 'mcpb', 'icon.png'), join(folder, 'icon.png'))
  await buildBridge(folder)
  return folder
}
