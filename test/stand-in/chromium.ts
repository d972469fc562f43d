import type { Browser } from 'playwright-core'
import { launchChromium } from '../chromium.ts'

const shared = globalThis as typeof globalThis & { tonearmStandInBrowser?: Promise<Browser> }

/** One browser for the process, however often the app in it is started anew. */
export function browser(): Promise<Browser> {
  shared.tonearmStandInBrowser ??= launchChromium()
  return shared.tonearmStandInBrowser
}

export async function closeBrowser(): Promise<void> {
  const running = await shared.tonearmStandInBrowser
  shared.tonearmStandInBrowser = undefined
  await running?.close()
}
