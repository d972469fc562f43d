import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MenuItemConstructorOptions } from 'electron'
import { type TrayActions, type TrayView, trayMenu } from '../../src/desktop/tray/tray-menu.ts'
import { launchChromium } from '../chromium.ts'
import { answered, questionsAboutYears, requests } from '../demo/questions.ts'
import { createWorld, worldDay } from '../fake-spotify/world.ts'
import { tenYears } from '../history/ten-years.ts'
import { startProduct } from '../product.ts'
import { claudeCode, cursor, now, status } from './samples.ts'
import { smallPng } from './small-png.ts'

/** A line of a picture: its classes in first-page.css, and its text. */
type Line = { look: string; text?: string; image?: string }

const root = join(import.meta.dirname, '..', '..')

/** The pictures of README.md, by name. Their texts are those of the program: nothing is written for them. */
export const firstPagePictures: Record<string, () => Line[] | Promise<Line[]>> = { tray: trayLines, conversation: conversationLines }

/** The file beside the pictures with the texts that they show, by which a test notices that they are old. */
export const textsFile = (folder: string, name: string) => join(folder, `${name}.txt`)

/** The texts that a picture shows. */
export async function textsOf(name: string): Promise<string> {
  return textsOfLines((await firstPagePictures[name]?.()) ?? [])
}

function textsOfLines(lines: Line[]): string {
  return lines.map(({ look, text = '' }) => `${look ? `[${look}] ` : ''}${text}`.trimEnd()).join('\n')
}

/** Takes one of them, light and dark. @param folder where it is written */
export async function takeFirstPagePicture(name: string, folder: string): Promise<void> {
  const lines = (await firstPagePictures[name]?.()) ?? []
  writeFileSync(textsFile(folder, name), textsOfLines(lines))
  const styles = [join(root, 'renderer', 'styles', 'tokens.css'), join(import.meta.dirname, 'first-page.css')]
  const browser = await launchChromium()
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ colorScheme, deviceScaleFactor: 2, viewport: { width: 900, height: 640 } })
    await page.setContent(`<body class="${name}"><main></main>`)
    for (const path of styles) await page.addStyleTag({ path })
    await page.evaluate(write, lines)
    writeFileSync(join(folder, `${name}-${colorScheme}.png`), smallPng(await page.locator('main').screenshot()))
  }
  await browser.close()
}

/** Runs in the page. */
function write(lines: Line[]): void {
  for (const { look, text = '', image } of lines) {
    const line = document.createElement('p')
    line.className = look
    line.textContent = text
    if (image) line.appendChild(Object.assign(document.createElement('img'), { src: image }))
    document.querySelector('main')?.append(line)
  }
}

/** The menu of the tray while everything runs and a song plays. */
function trayLines(): Line[] {
  const view: TrayView = {
    status: status({ clients: [claudeCode, cursor], history: { keeping: 'on', today: { plays: 38, ms: 8_000_000, exact: false } } }),
    zone: 'Europe/Berlin',
    now: now.getTime(),
    playing: { title: 'Midnight River by Golden Static', paused: false, devices: [] },
    readOnly: false,
    whileLocked: { on: false, available: true },
    updates: { state: 'idle' },
  }
  // Nobody clicks in a picture.
  const menu = trayMenu(view, new Proxy({} as TrayActions, { get: () => () => {} }))
  const icon = readFileSync(join(root, 'assets', 'tray', 'signed-in@2x.png')).toString('base64')
  return [{ look: 'icon', image: `data:image/png;base64,${icon}` }, ...menu.map(menuLine)]
}

function menuLine({ type, label = '', enabled, checked, submenu }: MenuItemConstructorOptions): Line {
  const looks = [type === 'separator' && 'separator', enabled === false && 'off', checked && 'ticked', submenu && 'submenu']
  return { look: looks.filter(Boolean).join(' '), text: label.replaceAll('&&', '&') }
}

/** Questions of the demonstration, with the calls that an app makes of them and the answers that it gets. */
async function conversationLines(): Promise<Line[]> {
  const world = createWorld()
  world.player.commandDelayMs = 0
  const product = await startProduct({ world, heard: tenYears(world), now: () => worldDay })
  try {
    const lines: Line[] = []
    const shown = [...questionsAboutYears, ...requests].filter(({ tool }) => ['count_plays', 'recommend_songs', 'play'].includes(tool))
    for await (const { asked, tool, parameters, text } of answered(await product.connect('Claude'), shown)) {
      const given = Object.entries(parameters).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
      lines.push({ look: 'asked', text: asked }, { look: 'call', text: `${tool}  ${given.join(', ')}` }, { look: 'answer', text })
    }
    return lines
  } finally {
    await product.stop()
  }
}
