import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { built } from '../package/built.ts'
import { root } from '../root.ts'
import { closeBrowser } from '../stand-in/chromium.ts'

/** A folder like the packaged app's: package.json, the icons, and what `npm run build` makes of preload and settings window. */
export type BuiltApp = { readonly path: string }

/** Puts such a folder together for the tests of a file, and takes it and their browser away afterwards. The main process runs from source. */
export function useBuiltApp(): BuiltApp {
  let path = ''

  beforeAll(async () => {
    const out = join(await built(), 'out')
    path = mkdtempSync(join(root, 'node_modules', '.cache', 'tonearm-desktop-'))
    for (const name of ['preload.cjs', 'renderer']) cpSync(join(out, name), join(path, 'out', name), { recursive: true })
    cpSync(join(root, 'package.json'), join(path, 'package.json'))
    cpSync(join(root, 'assets', 'tray'), join(path, 'assets', 'tray'), { recursive: true })
  }, 60_000)

  afterAll(async () => {
    await closeBrowser()
    if (path) rmSync(path, { recursive: true, force: true })
  })

  return {
    get path() {
      return path
    },
  }
}
