import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { NativeImage as ElectronImage } from 'electron'

/** An image file; empty if there is none, as in Electron. */
export type NativeImage = Pick<ElectronImage, 'isEmpty' | 'isTemplateImage' | 'getSize'> & { path: string }

/** `nativeImage`, which reads PNG files only. */
export const nativeImage = {
  createFromPath(path: string) {
    const png = existsSync(path) ? readFileSync(path) : undefined
    const image: NativeImage = {
      path,
      isEmpty: () => png === undefined,
      isTemplateImage: () => /Template(@\dx)?\.png$/.test(basename(path)),
      // The header of a PNG has its size at bytes 16 and 20.
      getSize: () => ({ width: png?.readUInt32BE(16) ?? 0, height: png?.readUInt32BE(20) ?? 0 }),
    }
    return image as ElectronImage & NativeImage
  },
} satisfies Pick<typeof Electron.nativeImage, 'createFromPath'>
