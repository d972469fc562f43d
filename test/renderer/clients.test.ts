import { describe, expect, it } from 'vitest'
import { createFakeApi } from './fake-api.ts'
import { claudeCode, status } from './samples.ts'
import { heard, useWindow } from './use-window.ts'

const open = useWindow()

describe('the clients page', () => {
  it('copies the command for Claude Code and the configuration for others, without knowing them', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'clients' })
    await page.getByRole('button', { name: 'Copy command' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await heard(page)).toBe('Copied: the command.')
    await page.getByRole('button', { name: 'Copy configuration' }).click()
    await expect.poll(() => heard(page)).toBe('Copied: the configuration.')
    expect(api.calls).toEqual([
      ['copy', 'claude-code-command'],
      ['copy', 'json-configuration'],
    ])
    expect(await page.getByText('Do not share or publish them.').isVisible()).toBe(true)
  })

  it('shows the address, and who is connected', async () => {
    const api = createFakeApi({ status: status({ clients: [claudeCode] }) })
    const page = await open(api, { page: 'clients' })
    expect(await page.getByRole('region', { name: 'Address' }).textContent()).toContain('http://127.0.0.1:3345/mcp')
    expect(await page.getByRole('region', { name: 'Connected now' }).textContent()).toContain('Claude Code 2.3.1')
    api.publish('statusChanged', status())
    await page.getByText('No app is connected right now.').waitFor()
  })

  it('says that nobody can connect while Tonearm does not listen', async () => {
    const page = await open(createFakeApi({ status: status({ endpoint: { state: 'stopped' } }) }), { page: 'clients' })
    await page.getByText('Tonearm is not listening right now').waitFor()
    await page.getByRole('button', { name: 'Go to Status' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('No app can reach Tonearm')
  })

  it('says when copying did not work', async () => {
    const api = createFakeApi()
    api.answer('copy', async () => ({ ok: false, message: 'Tonearm is not listening, so there is nothing to connect to. Start it first.' }))
    const page = await open(api, { page: 'clients' })
    await page.getByRole('button', { name: 'Copy command' }).click()
    await page.locator('.notice.bad').getByText('Start it first.').waitFor()
  })
})
