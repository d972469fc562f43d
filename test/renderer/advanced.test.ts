import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createFakeApi, everySetting } from './fake-api.ts'
import { clientId, settings } from './samples.ts'
import { heard, useWindow } from './use-window.ts'

const open = useWindow()
const section = (page: Page, name: string) => page.getByRole('region', { name })

describe('the ports', () => {
  it.each([
    ['Port for apps', '', 'Enter a whole number from 1024 to 65535.'],
    ['Port for apps', '80', 'Enter a whole number from 1024 to 65535.'],
    ['Port for apps', '65536', 'Enter a whole number from 1024 to 65535.'],
    ['Port for signing in', '33.5', 'Enter a whole number from 1024 to 65535.'],
    ['Port for signing in', '3345', 'The two ports must be different.'],
  ])('%s: %o is not saved', async (label, text, mistake) => {
    const api = createFakeApi()
    const page = await open(api, { page: 'advanced' })
    await page.getByLabel(label).fill(text)
    await page.keyboard.press('Enter')
    await page.getByText(mistake).waitFor()
    expect(await page.getByLabel(label).getAttribute('aria-invalid')).toBe('true')
    expect(api.calls).toEqual([])
  })

  it('for apps is saved, and the restart that it needs is one press away', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'advanced' })
    await page.getByLabel('Port for apps').fill('4000')
    await page.getByRole('button', { name: 'Save ports' }).click()
    await page.getByText('Tonearm still listens on http://127.0.0.1:3345/mcp.').waitFor()
    await expect.poll(() => heard(page)).toBe('The ports are saved.')
    await page.getByRole('button', { name: 'Restart the connection' }).click()
    await page.getByText('Tonearm is listening.').first().waitFor()
    expect(api.calls).toEqual([['changeSettings', { port: 4000 }], ['restartEndpoint']])
    expect(await page.getByText('Tonearm still listens').count()).toBe(0)
  })

  it('for signing in is saved, and the new redirect URI can be copied', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'advanced' })
    await page.getByLabel('Port for signing in').fill('9090')
    await page.keyboard.press('Enter')
    await page.getByText('http://127.0.0.1:9090/callback').waitFor()
    await page.getByRole('button', { name: 'Copy the redirect URI' }).click()
    await expect
      .poll(() => api.calls)
      .toEqual([
        ['changeSettings', { callbackPort: 9090 }],
        ['copy', 'redirect-uri'],
      ])
  })
})

describe('the other names for this computer', () => {
  it('are saved as a list, whatever is between them', async () => {
    const api = createFakeApi({ settings: settings({ clientId, allowedHosts: ['nas.local'] }) })
    const page = await open(api, { page: 'advanced' })
    const field = page.getByLabel('Allowed names')
    expect(await field.inputValue()).toBe('nas.local')
    await field.fill(' host.docker.internal,nas.local ')
    await page.getByRole('button', { name: 'Save names' }).click()
    await expect.poll(() => heard(page)).toBe('Saved.')
    expect(api.calls).toEqual([['changeSettings', { allowedHosts: ['host.docker.internal', 'nas.local'] }]])
  })

  it('say what is wrong with one, and keep what was entered', async () => {
    const api = createFakeApi()
    api.answer('changeSettings', async () => ({ ok: false, message: '"a:1" cannot be the name of a computer.' }))
    const page = await open(api, { page: 'advanced' })
    await page.getByLabel('Allowed names').fill('a:1')
    await page.keyboard.press('Enter')
    await section(page, 'Other names for this computer').getByText('"a:1" cannot be the name of a computer.').waitFor()
    expect(await page.getByLabel('Allowed names').inputValue()).toBe('a:1')
  })
})

describe('the other settings', () => {
  it.each([
    ['Start at login', 'startAtLogin'],
    ['Start Tonearm when an app asks for it', 'startForApps'],
    ['Structured results', 'structuredResults'],
  ] as const)('%s is switched on', async (name, setting) => {
    const api = createFakeApi()
    const page = await open(api, { page: 'advanced' })
    await page.getByRole('switch', { name }).click()
    await expect.poll(() => api.world.settings[setting]).toBe(true)
    await expect.poll(() => page.getByRole('switch', { name }).isChecked()).toBe(true)
  })

  it('the log level is chosen', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'advanced' })
    await page.getByLabel('Log level').selectOption('Everything (debug)')
    await section(page, 'Log').getByText('Saved.').waitFor()
    expect(api.world.settings.logLevel).toBe('debug')
  })

  it('the folders are shown and opened', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'advanced' })
    expect(await section(page, 'Data folder').textContent()).toContain('/home/wanda/.local/share/Tonearm')
    api.answer('open', async (place) => (place === 'log-folder' ? { ok: false, message: 'The folder does not exist yet.' } : { ok: true }))
    await page.getByRole('button', { name: 'Open data folder' }).click()
    await page.getByRole('button', { name: 'Open log folder' }).click()
    await section(page, 'Log').getByText('The folder does not exist yet.').waitFor()
    expect(api.calls).toEqual([
      ['open', 'data-folder'],
      ['open', 'log-folder'],
    ])
  })

  it('that were set at the start are shown, cannot be changed, and say why', async () => {
    const page = await open(createFakeApi({ settings: settings({ clientId, port: 4711, fixedAtStart: everySetting }) }), {
      page: 'advanced',
    })
    expect(await page.getByLabel('Port for apps').inputValue()).toBe('4711')
    for (const control of await page.locator('main :is(input, select)').all()) {
      if (await control.evaluate((element) => element.closest('dialog') === null)) expect(await control.isDisabled()).toBe(true)
    }
    expect(await page.getByText('This was set when Tonearm was started, so you cannot change it here.').count()).toBe(6)
    expect(await page.getByText('Only an installed Tonearm can do this.').count()).toBe(1)
    expect(await page.getByRole('button', { name: 'Save ports' }).count()).toBe(0)
  })
})

describe('a new access key', () => {
  it('is made only after a question, which Escape answers with no', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'advanced' })
    const ask = page.getByRole('button', { name: 'Make a new access key …' })
    const dialog = page.getByRole('dialog', { name: 'Make a new access key?' })
    await ask.click()
    expect(await dialog.textContent()).toContain('Connect all other apps again')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await ask.evaluate((element) => element === document.activeElement)).toBe(true)
    await ask.click()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(api.calls).toEqual([])

    const sentence = 'There is a new access key. Zed has it already. Cursor could not be given it: its settings have a mistake in line 3.'
    api.answer('rotateToken', async () => ({ ok: true, message: sentence }))
    await ask.click()
    await dialog.getByRole('button', { name: 'Make a new access key' }).click()
    await section(page, 'Access key').getByText(sentence).waitFor()
    expect(api.calls).toEqual([['rotateToken']])
    expect(await dialog.isVisible()).toBe(false)
  })

  it('says in the dialog what went wrong', async () => {
    const api = createFakeApi()
    api.answer('rotateToken', async () => ({ ok: false, message: 'The keychain is locked. Unlock it and try again.' }))
    const page = await open(api, { page: 'advanced' })
    await page.getByRole('button', { name: 'Make a new access key …' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new access key' }).click()
    await page.getByRole('dialog').getByText('The keychain is locked. Unlock it and try again.').waitFor()
  })
})

describe('the reset', () => {
  it('needs the word, and then starts anew', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'advanced' })
    await page.getByRole('button', { name: 'Reset Tonearm …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Reset Tonearm?' })
    const confirm = dialog.getByRole('button', { name: 'Reset Tonearm' })
    await confirm.click()
    await dialog.getByText('Type the word “reset” to confirm, or cancel.').waitFor()
    expect(api.calls).toEqual([])

    await dialog.getByLabel('Type “reset” to confirm').fill('Reset ')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    expect(api.calls).toEqual([['reset']])
    await expect.poll(() => heard(page)).toBe('Tonearm was reset.')
    expect(await page.getByRole('button', { name: 'Set up (not finished)' }).isVisible()).toBe(true)
  })
})

describe('quitting', () => {
  it('is possible without a tray', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'advanced' })
    await page.getByRole('button', { name: 'Quit Tonearm' }).click()
    await expect.poll(() => api.calls).toEqual([['quit']])
  })
})

describe('removing Tonearm', () => {
  it('says what each part loses, removes what is ticked, and keeps the history unless it is ticked, too', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'advanced' })
    await page.getByRole('button', { name: 'Remove Tonearm …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Remove Tonearm?' })
    await dialog.getByText('Your listening history is lost for good.').waitFor()
    const ticks = () =>
      dialog
        .getByRole('checkbox')
        .evaluateAll((all) => all.map((one) => [(one as HTMLInputElement).labels?.[0]?.textContent, (one as HTMLInputElement).checked]))
    expect(await ticks()).toEqual([
      ['Entries in your apps Claude Code, Zed', true],
      ["Login and access key your system's keychain", true],
      ['Data folder /home/wanda/.local/share/Tonearm (41 MB)', false],
    ])
    await dialog.getByRole('checkbox', { name: 'Data folder' }).check()
    await dialog.getByRole('checkbox', { name: 'Login and access key' }).uncheck()
    expect(api.calls).toEqual([])
    await dialog.getByRole('button', { name: 'Remove and quit' }).click()
    await expect.poll(() => api.calls).toEqual([['removeTonearm', ['apps', 'data']]])
  })

  it('says in the dialog which app keeps its entry, and why', async () => {
    const api = createFakeApi()
    const message = 'Zed could not be disconnected. Its settings cannot be written.'
    api.answer('removeTonearm', async () => ({ ok: false, message }))
    const page = await open(api, { page: 'advanced' })
    await page.getByRole('button', { name: 'Remove Tonearm …' }).click()
    await page.getByRole('button', { name: 'Remove and quit' }).click()
    await page.getByRole('dialog').getByText(message).waitFor()
  })

  it('can be left at disconnecting all apps, after a question', async () => {
    const api = createFakeApi()
    api.answer('disconnectAllClients', async () => ({ ok: true, message: 'Zed is disconnected.' }))
    const page = await open(api, { page: 'advanced' })
    await page.getByRole('button', { name: 'Disconnect all apps …' }).click()
    expect(api.calls).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect all' }).click()
    await page.locator('.notice.good').getByText('Zed is disconnected.').waitFor()
    expect(api.calls).toEqual([['disconnectAllClients']])
  })
})
