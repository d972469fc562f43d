import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { type FontFile, fontFilesFor, fontsDirectory, listFontFiles, readFonts } from './fonts.ts'
import { fontFamily } from './theme.ts'

/** Turns a picture into PNG bytes, in its own size. */
export type DrawPng = (svg: string) => Promise<Uint8Array>

/**
 * Loads what is needed to make PNG of SVG: 2.4 MB of WebAssembly and the list of the fonts. To be called once in a thread.
 *
 * A PNG is for where SVG is not understood: chats and messages. resvg draws exactly what it is given and loads nothing from elsewhere.
 */
export async function createPngDrawing(): Promise<DrawPng> {
  await initWasm(await readFile(wasmFile()))
  const files: FontFile[] = listFontFiles(fontsDirectory())
  return async (svg) => {
    const fontBuffers = await readFonts(fontFilesFor(textsOf(svg), files))
    const drawing = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: fontFamily, sansSerifFamily: fontFamily }, textRendering: 2 })
    try {
      const image = drawing.render()
      const png = image.asPng()
      image.free()
      return png
    } finally {
      drawing.free()
    }
  }
}

function wasmFile(): string {
  const built = fileURLToPath(new URL('./chart-files/resvg.wasm', import.meta.url))
  return existsSync(built) ? built : fileURLToPath(new URL('../../node_modules/@resvg/resvg-wasm/index_bg.wasm', import.meta.url))
}

/** What is written in a picture, without its marks; escaped characters are Latin ones in any case. */
function textsOf(svg: string): string {
  return [...svg.matchAll(/>([^<]+)</g)].map(([, text]) => text).join('')
}
