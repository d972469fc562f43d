import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { start } from '../commands/run-command.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** A folder like the packaged app's: package.json, the icons, and what `npm run build` makes of preload and settings window. */
export type BuiltApp = { path: string; remove(): void }

/** Builds preload and settings window with the project's own configuration, into a folder of their own. The main process runs from source. */
export async function buildApp(): Promise<BuiltApp> {
  const cache = join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const path = mkdtempSync(join(cache, 'tonearm-desktop-'))
  const out = JSON.stringify(join(path, 'out'))
  const configuration = join(path, 'elsewhere.config.ts')
  writeFileSync(
    configuration,
    `import usual from ${JSON.stringify(join(root, 'electron.vite.config.ts'))}
     const { preload, renderer } = usual
     export default {
       preload: { ...preload, build: { ...preload.build, outDir: ${out} } },
       renderer: { ...renderer, build: { ...renderer.build, outDir: ${out} + '/renderer' } },
     }`,
  )
  const bin = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { code, stdout, stderr } = await start(process.execPath, [bin, 'build', '--config', configuration], {
    PATH: process.env.PATH ?? '',
  }).ended
  if (code !== 0) rmSync(path, { recursive: true, force: true })
  if (code !== 0) throw new Error(`The build failed:\n${stdout}\n${stderr}`)
  cpSync(join(root, 'package.json'), join(path, 'package.json'))
  cpSync(join(root, 'assets', 'tray'), join(path, 'assets', 'tray'), { recursive: true })
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
