import { type Browser, chromium } from 'playwright-core'

/** Debian's Chromium; another one by CHROMIUM. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const shared = globalThis as typeof globalThis & { tonearmStandInBrowser?: Promise<Browser> }

/** One browser for the process, however often the app in it is started anew. */
export function browser(): Promise<Browser> {
  shared.tonearmStandInBrowser ??= chromium.launch({ executablePath, headless: true, args: flags })
  return shared.tonearmStandInBrowser
}

export async function closeBrowser(): Promise<void> {
  const running = await shared.tonearmStandInBrowser
  shared.tonearmStandInBrowser = undefined
  await running?.close()
}
