import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { setupTexts } from '../../renderer/strings/setup.ts'
import { signInTexts } from '../../renderer/strings/sign-in.ts'
import { useBuiltApp } from './built-app.ts'
import { type Desk, type DeskOptions, soon, startApp } from './desk.ts'

const built = useBuiltApp()

describe('a sign-in from the page Set up', () => {
  it("that the person refuses on Spotify's page says so, and can be done again", async () => {
    const { app, page } = await openSetup()
    const consent = await beginSignIn(app, page)
    await consent.getByRole('button', { name: 'Cancel' }).click()
    await page.locator('.notice.info').getByText("The sign-in was cancelled on Spotify's page. Nothing was changed").waitFor()
    const second = await beginSignIn(app, page)
    await second.getByRole('button', { name: 'Agree' }).click()
    await page.getByText('Signed in as Wanda').waitFor()
  })

  it('whose window is closed says so, and can be done again', async () => {
    const { app, page } = await openSetup()
    await beginSignIn(app, page)
    ;(await app.login()).close()
    await page.locator('.notice.info').getByText('You closed the sign-in window. Nothing was changed.').waitFor()
    await page.getByRole('button', { name: signInTexts.start }).waitFor()
  })

  it('that Spotify answers with an error says what to compare, and opens the dashboard', async () => {
    const { app, page } = await openSetup({ clientId: false })
    await page.getByLabel(setupTexts.app.field).fill('0'.repeat(32))
    await page.getByRole('button', { name: setupTexts.app.save }).click()
    const error = await beginSignIn(app, page)
    await error.getByText('INVALID_CLIENT').waitFor()
    await page.getByText('Does Spotify show “INVALID_CLIENT”?').waitFor()
    ;(await app.login()).close()
    const notice = page.locator('.notice.bad')
    await notice.getByText('Compare the client ID with your app in the Spotify dashboard.').waitFor()
    expect(await notice.textContent()).toMatch(/redirect URI http:\/\/127\.0\.0\.1:\d+\/callback, exactly like this/)
    await notice.getByRole('button', { name: 'Open the Spotify dashboard' }).click()
    await soon(() => expect(app.openedExternally).toEqual(['https://developer.spotify.com/dashboard']))
  })

  it('whose port another program has leads to the page Advanced', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const { page } = await openSetup({ environment: { TONEARM_CALLBACK_PORT: String(port) } })
    await page.getByRole('button', { name: signInTexts.start }).click()
    await page.locator('.notice.bad').getByRole('button', { name: 'Go to the page Advanced' }).click()
    await page.getByLabel('Port for signing in').waitFor()
  })

  it('with three permissions says which ones are missing, and what is not possible without them', async () => {
    const { app, page } = await openSetup()
    const consent = await beginSignIn(app, page)
    const kept = ['user-library-read', 'user-read-private', 'user-read-playback-state']
    await consent.getByRole('button', { name: 'Agree' }).waitFor()
    for (const box of await consent.getByRole('checkbox').all()) {
      if (!kept.includes((await box.getAttribute('value')) ?? '')) await box.uncheck()
    }
    await consent.getByRole('button', { name: 'Agree' }).click()
    await page.getByText('Signed in as Wanda').waitFor()
    await page.getByRole('navigation').getByRole('button', { name: 'Permissions' }).click()
    await page.getByText(/You chose \d+ permissions that Spotify has not granted\. Sign in again/).waitFor()
    await page.getByText('Apps cannot play music, pause it or skip songs.').waitFor()
    expect(await page.locator('.pill.done').count()).toBe(3)
  })
})

async function openSetup(options: Omit<DeskOptions, 'built'> = {}): Promise<{ app: Desk; page: Page }> {
  const app = await startApp({ built, ...options })
  app.tray().menu?.choose('Settings...')
  const page = await app.settings()
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Set up/ })
    .click()
  return { app, page }
}

/** Presses the button of the window, and gives Spotify's page. */
async function beginSignIn(app: Desk, page: Page): Promise<Page> {
  await page.getByRole('button', { name: signInTexts.start }).click()
  return (await app.login()).page()
}
