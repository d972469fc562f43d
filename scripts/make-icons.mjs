// Draws the PNG icons from the SVGs in assets/source/, with Chromium. The results are committed: run it after changing a source.
//
//   node scripts/make-icons.mjs

import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchChromium } from '../test/chromium.ts'

const assets = join(dirname(dirname(fileURLToPath(import.meta.url))), 'assets')
const states = ['signed-in', 'attention', 'quota']

/** Colours of the tile on which the glyph stands where the system does not colour it: readable on light and on dark panels. */
const tiles = { 'signed-in': '#b8481a', attention: '#b42318', quota: '#6b625c' }

const browser = await launchChromium()

mkdirSync(join(assets, 'tray'), { recursive: true })
for (const state of states) {
  const glyph = read(`tray-${state}.svg`)
  for (const [suffix, scale] of [
    ['', 1],
    ['@2x', 2],
  ]) {
    // macOS: black and transparent, 16 points; the name ends in Template.
    await draw(`tray/${state}Template${suffix}.png`, 16 * scale, `<div style="color: #000">${glyph}</div>`)
    await draw(`tray/${state}${suffix}.png`, 24 * scale, tile(glyph, tiles[state]))
  }
}
await draw('icon.png', 1024, read('app.svg'))
// The size that Claude Desktop recommends (`mcpb validate` says so).
await draw('mcpb/icon.png', 512, read('app.svg'))
await browser.close()

/** @param {string} name */
function read(name) {
  return readFileSync(join(assets, 'source', name), 'utf8')
}

/**
 * @param {string} glyph
 * @param {string} colour
 */
function tile(glyph, colour) {
  return `<div style="color: #fff; background: ${colour}; border-radius: 22%; padding: 12.5%; box-sizing: border-box; height: 100%">${glyph}</div>`
}

/**
 * @param {string} file below assets/
 * @param {number} size of the square, in pixels
 * @param {string} content
 */
async function draw(file, size, content) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body { margin: 0; height: 100vh } svg { display: block; width: 100%; height: 100% }</style>${content}`)
  await page.screenshot({ path: join(assets, file), omitBackground: true })
  await page.close()
}
