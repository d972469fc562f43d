import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createFakeApi } from './fake-api.ts'
import { allScopes, clientId, settings, signedIn, status } from './samples.ts'
import { heard, useWindow } from './use-window.ts'

const open = useWindow()
const artists = 'Follow and unfollow artists'
const group = (page: Page, name: string) => page.getByRole('group', { name })

describe('the permissions', () => {
  it('stand in groups, in plain words, with what Spotify granted', async () => {
    const granted = allScopes.filter((scope) => scope !== 'user-follow-modify')
    const page = await open(createFakeApi({ status: status({ account: signedIn({ grantedScopes: granted }) }) }), { page: 'permissions' })
    expect(await page.getByRole('group').locator('legend').allTextContents()).toEqual([
      'Your library',
      'Your playlists',
      'What you listen to',
      'Playing',
      'Your account',
    ])
    expect(await page.getByRole('checkbox').count()).toBe(16)
    const box = group(page, 'Your library').getByLabel(artists)
    expect(await box.isChecked()).toBe(true)
    expect(await described(page, artists)).toBe('user-follow-modify Not granted Apps cannot follow or unfollow artists.')
    expect(await described(page, 'See which artists you follow')).toBe('user-follow-read Granted')
  })

  it('are chosen before the sign-in, without any talk of signing in again', async () => {
    const api = createFakeApi({ status: status({ account: { state: 'signed-out' } }) })
    const page = await open(api, { page: 'permissions' })
    await page.getByLabel(artists).uncheck()
    await page.getByText('15 of 16 chosen').waitFor()
    expect(api.calls).toEqual([['changeSettings', { scopes: allScopes.filter((scope) => scope !== 'user-follow-modify') }]])
    expect(await page.getByRole('button', { name: 'Sign in again' }).count()).toBe(0)
    expect(await page.getByText('Not granted').count()).toBe(0)
  })

  it('that were switched off are off at once: no sign-in is asked for, and what that means is said', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'permissions' })
    await page.getByLabel('Play, pause, skip and choose the device').uncheck()
    await page.getByText('Apps cannot play music, pause it or skip songs.').waitFor()
    await expect.poll(() => heard(page)).toBe('Saved.')
    expect(await described(page, 'Play, pause, skip and choose the device')).toBe(
      'user-modify-playback-state Off Apps cannot play music, pause it or skip songs. Off now. To take it back at Spotify too, remove Tonearm at spotify.com/account/apps, then sign in again.',
    )
    expect(await page.getByRole('button', { name: 'Sign in again' }).count()).toBe(0)
  })

  it('that are added count from the next sign-in, which is one press away', async () => {
    const few = allScopes.slice(0, 4)
    const api = createFakeApi({
      status: status({ account: signedIn({ grantedScopes: few }) }),
      settings: settings({ clientId, scopes: few }),
    })
    const page = await open(api, { page: 'permissions' })
    expect(await page.getByRole('button', { name: 'Sign in again' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Choose all' }).click()
    await page.getByText('You chose 12 permissions that Spotify has not granted. Sign in again').waitFor()
    expect(api.world.settings.scopes).toEqual(allScopes)
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await page.getByRole('button', { name: 'Cancel sign-in' }).waitFor()
    api.finishSignIn()
    await page.getByRole('button', { name: 'Cancel sign-in' }).waitFor({ state: 'detached' })
    expect(await page.getByText('Sign in again').count()).toBe(0)
  })

  it('keep every one of several quick changes', async () => {
    const api = createFakeApi()
    const release = api.hold('changeSettings')
    const page = await open(api, { page: 'permissions' })
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck()
    release()
    await page.getByText('0 of 16 chosen').waitFor()
    await page.getByText('Without any permission, Tonearm can search').waitFor()
    await expect.poll(() => api.world.settings.scopes).toEqual([])
    expect(await page.getByText('0 of 16 chosen').isVisible()).toBe(true)
  })

  it('are shown as they were when saving fails', async () => {
    const api = createFakeApi()
    api.answer('changeSettings', async () => ({ ok: false, message: 'The settings cannot be written: the disk is full.' }))
    const page = await open(api, { page: 'permissions' })
    await page.getByLabel(artists).click()
    await page.locator('.notice.bad').getByText('the disk is full').waitFor()
    expect(await page.getByLabel(artists).isChecked()).toBe(true)
  })

  it('that are decided elsewhere cannot be changed', async () => {
    const api = createFakeApi({ settings: settings({ clientId, fixedAtStart: ['scopes', 'readOnly'], scopes: allScopes.slice(1) }) })
    const page = await open(api, { page: 'permissions' })
    expect(await page.getByLabel(artists).isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'Choose all' }).count()).toBe(0)
    expect(await page.getByRole('switch', { name: 'Read only' }).isDisabled()).toBe(true)
    expect(await page.getByRole('switch', { name: 'Ask before large removals' }).isEnabled()).toBe(true)
    expect(await page.getByText('This was set when Tonearm was started, so you cannot change it here.').count()).toBe(2)
  })

  it('can be taken back on Spotify’s own page', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'permissions' })
    await page.getByRole('button', { name: 'Open my apps at Spotify' }).click()
    await expect.poll(() => api.calls).toEqual([['open', 'spotify-apps']])
  })
})

describe('the brakes', () => {
  it.each([
    ['Read only', 'readOnly', true],
    ['Ask before large removals', 'askBeforeEdits', false],
  ] as const)('%s is switched and kept', async (name, setting, next) => {
    const api = createFakeApi()
    const page = await open(api, { page: 'permissions' })
    const control = page.getByRole('switch', { name })
    expect(await control.isChecked()).toBe(!next)
    await control.focus()
    await page.keyboard.press('Space')
    await expect.poll(() => api.world.settings[setting]).toBe(next)
    expect(await control.isChecked()).toBe(next)
    expect(api.calls).toEqual([['changeSettings', { [setting]: next }]])
  })

  it('follow a change that was made elsewhere', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'permissions' })
    api.publish('settingsChanged', settings({ clientId, readOnly: true }))
    await expect.poll(() => page.getByRole('switch', { name: 'Read only' }).isChecked()).toBe(true)
  })

  it('go back when saving fails, and say why', async () => {
    const api = createFakeApi()
    api.answer('changeSettings', async () => ({ ok: false, message: 'The disk is full. Make room and try again.' }))
    const page = await open(api, { page: 'permissions' })
    const control = page.getByRole('switch', { name: 'Read only' })
    await control.click()
    await page.locator('.notice.bad').getByText('The disk is full.').waitFor()
    expect(await control.isChecked()).toBe(false)
  })
})

/** What a screen reader adds to a permission. */
function described(page: Page, label: string): Promise<string> {
  return page.getByLabel(label).evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
      .join(' '),
  )
}
