import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createFakeApi, type FakeApi } from './fake-api.ts'
import { claudeCode, clientChange, clients, clientView, cursor, hebrewName, status, steps } from './samples.ts'
import { heard, useWindow } from './use-window.ts'

const open = useWindow()

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const dialog = (page: Page) => page.getByRole('dialog')
const section = (page: Page, name: string) => page.getByRole('region', { name })

/** The item of an app, as a person reads it. */
const app = (page: Page, title: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, level: 3 }) })

async function openClients(api: FakeApi): Promise<Page> {
  const page = await open(api, { page: 'clients' })
  await page.getByText('Looking for your apps').waitFor({ state: 'detached' })
  return page
}

describe('the apps on this computer', () => {
  it('come first, each with its state, its last call and what can be done', async () => {
    const page = await openClients(createFakeApi())
    const linesOf = async (name: string) => {
      const items = await section(page, name).locator('.client').all()
      return Promise.all(items.map((item) => item.locator('h3, .pill, .hint, .notice p, button').allTextContents()))
    }
    expect(await linesOf('On this computer')).toEqual([
      ['Claude Desktop', 'Connect', 'Copy'],
      ['Claude Code', 'Connected', 'Last call 4 minutes ago', 'Disconnect', 'Copy'],
      ['Cursor', 'Connect', 'Copy'],
      ['VS Code', 'Connect', 'Copy'],
      ['Zed', 'Out of date', 'Connect again', 'Disconnect', 'Copy', 'Its settings have an old address or access key. Connect it again.'],
      ['opencode', 'Switched off', 'Connect again', 'Disconnect', 'Copy', expect.stringContaining('Connecting it again switches it on.')],
    ])
    expect(await linesOf('Need your attention')).toEqual([
      ['Goose', 'Not readable', 'Copy', expect.stringContaining('not valid YAML (line 12'), 'Open file'],
      ['Codex', 'Name taken', 'Copy', expect.stringContaining('is in /home/wanda/.codex/config.toml'), 'Open file', 'Replace it …'],
    ])
  })

  it('that were not found are folded up, and what they need can be copied all the same', async () => {
    const api = createFakeApi()
    const page = await openClients(api)
    const fold = button(page, 'Not found on this computer (5)')
    expect(await button(page, 'Copy: Windsurf').count()).toBe(0)
    await fold.click()
    expect(await fold.getAttribute('aria-expanded')).toBe('true')
    await button(page, 'Copy: Windsurf').click()
    await expect.poll(() => heard(page)).toContain('Copied: what Windsurf needs. It contains the access key.')
    expect(api.calls).toEqual([['copyClientText', 'windsurf']])
  })

  it('are looked for again when the window gets the focus, when apps come and go, and when the address changes', async () => {
    const api = createFakeApi()
    const page = await openClients(api)
    const becomes = async (state: (typeof clients)[number]['state'], because: () => unknown) => {
      api.world.clients = [clientView('cursor', 'Cursor', { state })]
      await because()
      await app(page, 'Cursor')
        .getByText({ connected: 'Connected', outdated: 'Out of date', taken: 'Name taken' }[state as 'taken'], { exact: true })
        .waitFor()
    }
    await becomes('connected', () => page.evaluate(() => window.dispatchEvent(new Event('focus'))))
    await becomes('taken', () => api.publish('statusChanged', status({ clients: [cursor] })))
    const endpoint = { state: 'listening', url: 'http://127.0.0.1:4000/mcp', since: '2026-11-22T13:59:00Z' } as const
    await becomes('outdated', () => api.publish('statusChanged', status({ clients: [cursor], endpoint })))
  })

  it('say when there are none, or when looking failed', async () => {
    const page = await openClients(createFakeApi({ clients: clients.map(({ name, title }) => clientView(name, title)) }))
    expect(await page.getByText('Tonearm found no app').isVisible()).toBe(true)

    const api = createFakeApi()
    api.answer('clients', () => Promise.reject(new Error('The log has the details.')))
    const broken = await open(api, { page: 'clients' })
    await broken.getByText('Tonearm could not look for your apps.').waitFor()
    api.answer('clients', async () => clients)
    await button(broken, 'Try again').click()
    await app(broken, 'Zed').waitFor()
  })

  it('say when copying did not work', async () => {
    const api = createFakeApi()
    api.answer('copyClientText', async () => ({ ok: false, message: 'The endpoint does not listen. Restart it first.' }))
    const page = await openClients(api)
    await button(page, 'Copy: Zed').click()
    await page.locator('.notice.bad').getByText('Restart it first.').waitFor()
  })
})

describe('an app that cannot be connected because of its settings', () => {
  it('leads to the file, and says so when the system cannot open it', async () => {
    const api = createFakeApi()
    const page = await openClients(api)
    await button(page, 'Open file: Goose').click()
    await expect.poll(() => api.calls).toEqual([['openClientFile', 'goose']])
    api.answer('openClientFile', async () => ({ ok: false, message: 'Tonearm could not open it. Open it with a text editor.' }))
    await button(page, 'Open file: Codex').click()
    await app(page, 'Codex').getByText('Open it with a text editor.').waitFor()
  })

  it('is connected in place of the other entry after a question that shows the whole change', async () => {
    const api = createFakeApi()
    const page = await openClients(api)
    const summary = 'The other entry called "tonearm" in the settings of Codex is replaced with Tonearm\'s. A copy of the file is kept.'
    api.answer('previewClient', async () => ({ ok: true, change: clientChange('codex', 'connect', { steps: steps.zed, summary }) }))
    await button(page, 'Replace it: Codex').click()
    const question = page.getByRole('dialog', { name: 'Connect Codex?' })
    expect(await question.getByText(summary).first().isVisible()).toBe(true)
    expect(await question.getByText('Line 14').isVisible()).toBe(true)
    await button(page, 'Connect').last().click()
    await app(page, 'Codex').locator('.pill').getByText('Connected', { exact: true }).waitFor()
    // What was done is said where the person was.
    await section(page, 'Need your attention').locator('.notice.good').getByText('Connected. Restart it.').waitFor()
    expect(api.calls).toEqual([
      ['previewClient', 'codex', 'connect', 'replace'],
      ['connectClient', 'codex', 'c0ffee01', 'replace'],
    ])
  })
})

describe('connecting an app', () => {
  it('says in one sentence what happens, and shows the lines only on request', async () => {
    const page = await openClients(createFakeApi())
    await button(page, 'Connect again: Zed').click()
    await dialog(page).getByText('Adds Tonearm to Zed. Nothing else changes.').waitFor()
    expect(await dialog(page).getByText('Line 14').isVisible()).toBe(false)
    await dialog(page).getByText('Exactly what changes').click()
    expect(await dialog(page).getByText('Line 14').isVisible()).toBe(true)
  })

  it('shows the lines that change in its file, asks, and says what was done, where the old file is and what to do now', async () => {
    const api = createFakeApi()
    api.answer('connectClient', async () => {
      api.world.clients = [clientView('zed', 'Zed', { state: 'connected' })]
      return { ok: true, message: 'Zed is connected. Its settings from before are in /home/wanda/settings.json.bak. Start it anew.' }
    })
    const page = await openClients(api)
    await button(page, 'Connect again: Zed').click()
    const question = page.getByRole('dialog', { name: 'Connect Zed?' })
    await question.waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Connect Zed?')
    expect(await question.locator('.path').textContent()).toBe('/home/wanda/.config/zed/settings.json')
    expect(await question.locator('.edit').allTextContents()).toEqual([
      'Line 14Removed:       "url": "http://127.0.0.1:3344/mcp",Added:       "url": "http://127.0.0.1:3345/mcp",',
      'Line 16Removed:         "Authorization": "Bearer ••••••••"Added:         "Authorization": "Bearer ••••••••"Only the access key is different. It stays hidden here.',
    ])
    expect(api.calls).toEqual([['previewClient', 'zed', 'connect']])

    await button(page, 'Connect').last().click()
    await question.waitFor({ state: 'hidden' })
    const answer = app(page, 'Zed').locator('.notice.good')
    const sentence = 'Zed is connected. Its settings from before are in /home/wanda/settings.json.bak. Start it anew.'
    expect(await answer.textContent()).toBe(sentence)
    await expect.poll(() => heard(page)).toBe(sentence)
    expect(api.calls[1]).toEqual(['connectClient', 'zed', 'c0ffee01'])
    expect(await app(page, 'Zed').locator('.pill').textContent()).toBe('Connected')
    // The button that was pressed is gone; the keyboard goes on at the app.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Zed')
  })

  it('shows the whole command, or the link with what it hands over', async () => {
    const api = createFakeApi()
    const page = await openClients(api)
    await button(page, 'Connect Cursor').click()
    expect(await dialog(page).locator('.path').textContent()).toContain('cursor://anysphere.cursor-deeplink/mcp/install?name=tonearm')
    expect(JSON.parse((await dialog(page).locator('pre').textContent()) ?? '')).toEqual({
      url: 'http://127.0.0.1:3345/mcp',
      headers: { Authorization: 'Bearer ••••••••' },
    })
    await page.keyboard.press('Escape')
    api.answer('previewClient', async () => ({ ok: true, change: clientChange('vs-code', 'connect', { steps: steps['claude-code'] }) }))
    await button(page, 'Connect VS Code').click()
    expect(await dialog(page).locator('pre').textContent()).toBe(
      '/home/wanda/.local/bin/claude mcp add --transport http --scope user tonearm http://127.0.0.1:3345/mcp --header "Authorization: Bearer ••••••••"',
    )
  })

  it('does nothing when the person cancels or presses Escape', async () => {
    const api = createFakeApi()
    const page = await openClients(api)
    for (const leave of [() => button(page, 'Cancel').click(), () => page.keyboard.press('Escape')]) {
      await button(page, 'Connect Cursor').click()
      await dialog(page).waitFor()
      await leave()
      await dialog(page).waitFor({ state: 'hidden' })
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Connect Cursor')
    }
    expect(new Set(api.calls.map(([name]) => name))).toEqual(new Set(['previewClient']))
  })

  it('shows the change anew when it became another one meanwhile, and asks again', async () => {
    const api = createFakeApi()
    const page = await openClients(api)
    await button(page, 'Connect again: Zed').click()
    api.answer('connectClient', async () => ({ ok: false, message: 'It was changed since.', problem: 'changed-since' }))
    const [step] = steps.zed ?? []
    const moved = step?.kind === 'edit-file' ? { ...step, edits: step.edits.map((edit) => ({ ...edit, line: edit.line + 100 })) } : step
    const change = clientChange('zed', 'connect', { id: 'beefbeef', steps: moved ? [moved] : [] })
    api.answer('previewClient', async () => ({ ok: true, change }))
    await button(page, 'Connect').last().click()
    await dialog(page).getByRole('alert').getByText('Something changed before you agreed, so nothing was done.').waitFor()
    expect(await dialog(page).locator('.edit-line').allTextContents()).toEqual(['Line 114', 'Line 116'])
    // It is read from its beginning, not agreed to with a second press.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Connect Zed?')
    api.answer('connectClient', async () => ({ ok: true, message: 'Zed is connected.' }))
    await button(page, 'Connect').last().click()
    await dialog(page).waitFor({ state: 'hidden' })
    expect(api.calls.filter(([name]) => name === 'connectClient').map(([, , id]) => id)).toEqual(['c0ffee01', 'beefbeef'])
  })

  it('says in the question why it failed, and leaves it open', async () => {
    const api = createFakeApi()
    api.answer('connectClient', async () => ({ ok: false, message: 'The file cannot be written.', problem: 'client-settings' }))
    const page = await openClients(api)
    await button(page, 'Connect again: Zed').click()
    await button(page, 'Connect').last().click()
    await dialog(page).getByRole('alert').getByText('The file cannot be written.').waitFor()
    await button(page, 'Cancel').click()
    await button(page, 'Connect again: Zed').click()
    expect(await dialog(page).getByRole('alert').textContent()).toBe('')
  })

  it('says at the app why there is nothing to ask about', async () => {
    const api = createFakeApi()
    api.answer('previewClient', async () => ({ ok: false, message: 'Cursor was not found on this computer.' }))
    const page = await openClients(api)
    await button(page, 'Connect Cursor').click()
    await app(page, 'Cursor').locator('.notice.bad').getByText('was not found').waitFor()
    expect(await dialog(page).count()).toBe(0)
    await expect.poll(() => heard(page)).toBe('Cursor was not found on this computer.')
  })

  it('asks nothing when there is nothing to do', async () => {
    const api = createFakeApi()
    const change = clientChange('cursor', 'connect', {
      steps: [],
      summary: 'Cursor is connected already. There is nothing to do.',
      afterwards: '',
    })
    api.answer('previewClient', async () => ({ ok: true, change }))
    const page = await openClients(api)
    await button(page, 'Connect Cursor').click()
    expect(await dialog(page).getByRole('button').allTextContents()).toEqual(['Close'])
    await button(page, 'Close').click()
    await dialog(page).waitFor({ state: 'hidden' })
  })
})

describe('Claude Desktop', () => {
  it('gets the extension, or on request an entry in its settings file', async () => {
    const api = createFakeApi()
    const page = await openClients(api)
    await button(page, 'Connect Claude Desktop').click()
    expect(await dialog(page).locator('.path').textContent()).toBe('/opt/Tonearm/resources/tonearm.mcpb')
    await button(page, 'Write its settings file instead').click()
    await button(page, 'Install its extension instead').waitFor()
    expect(await dialog(page).locator('.path').textContent()).toBe('/home/wanda/.config/Claude/claude_desktop_config.json')
    expect(await dialog(page).locator('.edit-text').first().textContent()).toBe('{')
    await button(page, 'Connect').last().click()
    await dialog(page).waitFor({ state: 'hidden' })
    expect(api.calls).toEqual([
      ['previewClient', 'claude-desktop', 'connect'],
      ['previewClient', 'claude-desktop', 'connect', 'settings'],
      ['connectClient', 'claude-desktop', 'c0ffee01', 'settings'],
    ])
  })

  it('goes back to the extension on request', async () => {
    const api = createFakeApi()
    const page = await openClients(api)
    await button(page, 'Connect Claude Desktop').click()
    await button(page, 'Write its settings file instead').click()
    await button(page, 'Install its extension instead').click()
    await dialog(page).getByText('tonearm.mcpb').waitFor({ state: 'attached' })
    expect(api.calls.at(-1)).toEqual(['previewClient', 'claude-desktop', 'connect', 'bundle'])
  })

  it('says in the question why the other way is closed, and leaves the first one open', async () => {
    const api = createFakeApi()
    const page = await openClients(api)
    await button(page, 'Connect Claude Desktop').click()
    await dialog(page).waitFor()
    api.answer('previewClient', async () => ({ ok: false, message: 'Node.js 18 or newer was not found.' }))
    await button(page, 'Write its settings file instead').click()
    await dialog(page).getByRole('alert').getByText('Node.js 18').waitFor()
    await button(page, 'Connect').last().click()
    await dialog(page).waitFor({ state: 'hidden' })
    expect(api.calls.at(-1)).toEqual(['connectClient', 'claude-desktop', 'c0ffee01'])
  })
})

describe('disconnecting an app', () => {
  it('shows what goes, asks, and offers to connect it afterwards', async () => {
    const api = createFakeApi()
    const page = await openClients(api)
    await button(page, 'Disconnect Claude Code').click()
    const question = page.getByRole('dialog', { name: 'Disconnect Claude Code?' })
    expect(await question.getByText('Removes Tonearm from Claude Code. Nothing else changes.').isVisible()).toBe(true)
    await question.getByRole('button', { name: 'Disconnect' }).click()
    await button(page, 'Connect Claude Code').waitFor()
    expect(api.calls).toEqual([
      ['previewClient', 'claude-code', 'disconnect'],
      ['disconnectClient', 'claude-code', 'c0ffee01'],
    ])
  })
})

describe('any other app', () => {
  it('gets the address, and the header with the key that the window does not know', async () => {
    const api = createFakeApi()
    const page = await openClients(api)
    expect(await section(page, 'Any other app').locator('code').allTextContents()).toEqual([
      'http://127.0.0.1:3345/mcp',
      'Authorization: Bearer ••••••••',
    ])
    await button(page, 'Copy the address').click()
    await button(page, 'Copy address and access key').click()
    await expect
      .poll(() => api.calls)
      .toEqual([
        ['copy', 'endpoint-address'],
        ['copyClientText', 'other'],
      ])
  })

  it('has nothing to connect to while Tonearm does not listen', async () => {
    const page = await openClients(createFakeApi({ status: status({ endpoint: { state: 'stopped' } }) }))
    expect(await section(page, 'Any other app').count()).toBe(0)
    await page.getByText('Tonearm is not listening for apps').waitFor()
    await button(page, 'Start').click()
    await section(page, 'Any other app').waitFor()
  })
})

describe('who is connected', () => {
  it('is shown with version and calls, and can be blocked after a question', async () => {
    const api = createFakeApi({ status: status({ clients: [claudeCode, cursor] }) })
    const page = await openClients(api)
    const now = section(page, 'Connected now')
    expect(await now.locator('.row-name').allTextContents()).toEqual(['Claude Code 2.3.1', 'Cursor 3.0.4'])
    expect(await now.locator('.row-detail').allTextContents()).toEqual(['12 calls, last 4 minutes ago', 'no call yet'])

    await button(page, 'Block Claude Code').click()
    const question = page.getByRole('dialog', { name: 'Block Claude Code?' })
    expect(await question.textContent()).toContain('An app chooses its own name')
    expect(await question.textContent()).toContain('make a new access key on the Advanced page')
    await question.getByRole('button', { name: 'Cancel' }).click()
    expect(api.calls).toEqual([])
    await button(page, 'Block Claude Code').click()
    await question.getByRole('button', { name: 'Block' }).click()
    await section(page, 'Blocked').getByText('Claude Code').waitFor()
    expect(await now.locator('.row-name').allTextContents()).toEqual(['Cursor 3.0.4'])
    await expect.poll(() => heard(page)).toBe('Blocked: Claude Code.')

    await button(page, 'Allow again: Claude Code').click()
    await section(page, 'Blocked').waitFor({ state: 'detached' })
    expect(api.calls).toEqual([
      ['blockClient', 'Claude Code', true],
      ['blockClient', 'Claude Code', false],
    ])
  })

  it('is one app in one line, by the name that people know, however many windows it has', async () => {
    const claude = { ...claudeCode, name: 'claude-ai', version: '0.1.0', sessions: 3 }
    const api = createFakeApi({ status: status({ clients: [claude] }) })
    const page = await openClients(api)
    const now = section(page, 'Connected now')
    expect(await now.locator('.row-name').allTextContents()).toEqual(['Claude Desktop 0.1.0'])
    expect(await now.locator('.row-detail').allTextContents()).toEqual(['connected 3 times, 12 calls, last 4 minutes ago'])
    await button(page, 'Block Claude Desktop').click()
    expect(await dialog(page).textContent()).toContain('Every app with the name “claude-ai” is disconnected')
    await dialog(page).getByRole('button', { name: 'Block' }).click()
    await button(page, 'Allow again: Claude Desktop').waitFor()
    expect(api.calls).toEqual([['blockClient', 'claude-ai', true]])
  })

  it('keeps a name that runs from right to left from turning the question around', async () => {
    const page = await openClients(createFakeApi({ status: status({ clients: [{ ...cursor, name: hebrewName }] }) }))
    await section(page, 'Connected now').getByRole('button').click()
    expect(await dialog(page).getByRole('heading').textContent()).toBe(`Block \u2068${hebrewName}\u2069?`)
  })

  it('is also told when nobody is', async () => {
    const api = createFakeApi({ status: status({ clients: [{ ...cursor, name: hebrewName }] }) })
    const page = await openClients(api)
    expect(await section(page, 'Connected now').locator('bdi').first().textContent()).toBe(hebrewName)
    api.publish('statusChanged', status())
    await page.getByText('No app is connected right now.').waitFor()
  })
})
