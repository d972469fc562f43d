import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'
import { start } from '../run-program.ts'
import { buildOnce } from './build-once.ts'

const sources = ['src', 'renderer', 'assets', 'scripts', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']

/** The folder in which `out/` is as `npm run build` makes it. */
export const built = () => buildOnce('tonearm-built', sources, build)

async function build(folder: string): Promise<void> {
  const out = JSON.stringify(join(folder, 'out'))
  const configuration = join(folder, 'elsewhere.config.ts')
  // The same build as `npm run build`, with another folder to write to.
  writeFileSync(
    configuration,
    `import usual from ${JSON.stringify(join(root, 'electron.vite.config.ts'))}
     const { main, preload, renderer } = usual
     export default {
       main: { ...main, build: { ...main.build, outDir: ${out} } },
       preload: { ...preload, build: { ...preload.build, outDir: ${out} } },
       renderer: { ...renderer, build: { ...renderer.build, outDir: ${out} + '/renderer' } },
     }`,
  )
  const program = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const words = [program, 'build', '--config', configuration]
  const { code, stdout, stderr } = await start(process.execPath, words, { PATH: process.env.PATH ?? '' }).ended
  if (code !== 0) throw new Error(`The build failed:\n${stdout}\n${stderr}`)
}
