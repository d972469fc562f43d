import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { silence, songs, startListening } from '../../tools/playback/wandas-player.ts'
import { type ClientWindow, startClientWindow } from './show-page.ts'

let window: ClientWindow
beforeAll(async () => {
  window = await startClientWindow()
})
afterAll(() => window.close())

/** Starts Tonearm while Wanda listens, and shows the player beside an answer. */
async function shown(
  tool = 'get_playback',
  options: Parameters<ClientWindow['ask']>[2] = {},
  change: Parameters<typeof startListening>[0] = {},
) {
  const listening = await startListening(change)
  const page = await window.ask(listening.client, tool, options)
  onTestFinished(() => page.page.close())
  return { ...listening, ...page, button: (name: string) => page.frame.getByRole('button', { name, exact: true }) }
}

describe('the player beside an answer', () => {
  it('shows the song, who made it, where it plays and how far it is', async () => {
    const { frame, complaints } = await shown()
    expect(await frame.locator('.title').textContent()).toBe('One')
    expect(await frame.locator('.by').textContent()).toBe('Golden Static · Quiet Harbor Letters')
    expect(await frame.locator('.device').textContent()).toBe('Laptop')
    expect(await frame.locator('.position').textContent()).toMatch(/^0:4\d$/)
    expect(await frame.locator('.duration').textContent()).toBe('3:35')
    expect(await frame.locator('img').getAttribute('src')).toMatch(/^https:\/\/i\.scdn\.co\/image\//)
    expect(complaints).toEqual([])
  })

  it('moves on with the music, without asking anybody', async () => {
    const { frame, calls } = await shown()
    const before = await frame.getByRole('progressbar').getAttribute('aria-valuenow')
    await expect.poll(() => frame.getByRole('progressbar').getAttribute('aria-valuenow')).not.toBe(before)
    expect(calls).toEqual([])
  })

  it('pauses, goes on and skips with the tools of the server, and shows what really plays', async () => {
    const { frame, calls, button, player } = await shown('play')
    await button('Pause').click()
    await button('Play').waitFor()
    expect(player.isPlaying).toBe(false)
    await button('Play').click()
    await button('Pause').waitFor()
    await button('Next song').click()
    await expect.poll(() => frame.locator('.title').textContent()).toBe('Two')
    await button('Previous song').click()
    await expect.poll(() => frame.locator('.title').textContent()).toBe('One')
    expect(calls.map(({ arguments: given }) => given?.action)).toEqual(['pause', 'resume', 'next', 'previous'])
  })

  it('saves the song, and says that it did', async () => {
    const { button, frame, spotify } = await shown()
    await button('Save to your library').click()
    await button('Saved to your library').waitFor()
    expect(spotify.requests().some((request) => request.startsWith('PUT /v1/me/library'))).toBe(true)
    expect(await button('Saved to your library').getAttribute('aria-pressed')).toBe('true')
    expect(await frame.getByRole('status').textContent()).toBe('')
  })

  it('says in the words of the answer why something was not done', async () => {
    const { button, frame, spotify } = await shown()
    spotify.world.player.deviceId = null
    spotify.world.devices.length = 0
    await button('Next song').click()
    await expect.poll(() => frame.getByRole('status').textContent()).toContain('device')
  })

  it('asks once what comes next when a song has ended', async () => {
    const { frame, calls, player } = await shown('get_playback', {}, { player: { progressMs: 213_500 } })
    Object.assign(player, { item: songs[1], progressMs: 0 })
    await expect.poll(() => frame.locator('.title').textContent()).toBe('Two')
    expect(calls).toEqual([{ name: 'get_playback', arguments: {} }])
  })

  it('says in words that nothing plays', async () => {
    const { frame } = await shown('get_playback', {}, { player: silence })
    await expect.poll(() => frame.getByRole('status').textContent()).toBe('Nothing is playing, and no device is active.')
    expect(await frame.locator('main').isVisible()).toBe(false)
  })

  it.each([640, 320])('is low and has nothing to scroll in a client of %d pixels', async (width) => {
    const { page, frame } = await shown('get_playback', { width })
    await frame.locator('.title').waitFor()
    await expect.poll(() => page.locator('iframe').evaluate((element) => element.clientHeight)).toBeGreaterThan(60)
    expect(await page.locator('iframe').evaluate((element) => element.clientHeight)).toBeLessThan(200)
    const overflow = await frame
      .locator('html')
      .evaluate((html) => [html.scrollWidth - html.clientWidth, html.scrollHeight - html.clientHeight])
    expect(overflow).toEqual([0, 0])
  })

  it('takes light or dark from the client, and lets what is behind it shine through', async () => {
    const { page, frame } = await shown('get_playback', { theme: 'dark' })
    const colour = (property: string) =>
      frame.locator('body').evaluate((body, name) => getComputedStyle(body).getPropertyValue(name), property)
    expect(await colour('color')).toBe('rgb(243, 238, 231)')
    expect(await colour('background-color')).toBe('rgba(0, 0, 0, 0)')
    await page.evaluate('changeTheme("light")')
    await expect.poll(() => colour('color')).toBe('rgb(33, 29, 25)')
  })

  it('lets the client close it', async () => {
    const { page } = await shown()
    expect(await page.evaluate('leave()')).toEqual({})
  })
})

describe('the page of the player', () => {
  it('gets its data where models do not look, and the text is the same without it', async () => {
    const { client } = await startListening()
    const { content, structuredContent, _meta } = await client.callTool({ name: 'get_playback', arguments: {} })
    expect(JSON.stringify(content)).toContain('Golden Static')
    expect(structuredContent).toBeUndefined()
    expect(_meta?.['tonearm/player']).toMatchObject({
      playing: true,
      item: { title: songs[0]?.name, by: 'Golden Static' },
      device: 'Laptop',
    })
  })
})
