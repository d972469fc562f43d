import { type Browser, chromium } from 'playwright-core'

/**
 * Starts the machine's Chromium (Debian's; another one by CHROMIUM), without a window: in the build that has nothing but pages, which takes half the
 * processor time of the whole browser.
 *
 * No sandbox, since the tests may run as root; and none of its own traffic, which a closed network would refuse many times over.
 */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
