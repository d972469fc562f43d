import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { allScopes } from '../../../src/config/scopes.ts'
import { changed } from '../../fake-spotify/faults.ts'
import { car, laptop, silence, songs, startListening } from '../../tools/playback/wandas-player.ts'
import { accessibilityFaults, type ClientWindow, followsTheme, startClientWindow } from './show-page.ts'

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
    await button('Next').click()
    await expect.poll(() => frame.locator('.title').textContent()).toBe('Two')
    await button('Previous').click()
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
    await button('Next').click()
    await expect.poll(() => frame.getByRole('status').textContent()).toContain('device')
  })

  it('asks once what comes next when a song has ended', async () => {
    const { frame, calls, player } = await shown('get_playback', { laterMs: 172_000 })
    Object.assign(player, { item: songs[1], progressMs: 0 })
    await expect.poll(() => frame.locator('.title').textContent()).toBe('Two')
    expect(calls).toEqual([{ name: 'get_playback', arguments: {} }])
  })

  it('shows what plays now in a conversation that is opened a day later', async () => {
    const { frame, calls, player } = await shown('get_playback', { laterMs: 24 * 60 * 60_000 })
    Object.assign(player, { item: songs[3], progressMs: 0 })
    await expect.poll(() => frame.locator('.title').textContent()).toBe('Four')
    expect(calls).toHaveLength(1)
  })

  it('says in words that nothing plays, and looks again when it is asked to', async () => {
    const { frame, button, player } = await shown('get_playback', {}, { player: silence })
    await expect.poll(() => frame.getByRole('status').textContent()).toBe('Nothing is playing, and no device is active.')
    expect(await frame.locator('main').isVisible()).toBe(false)
    Object.assign(player, { deviceId: laptop.id, isPlaying: true })
    await button('Look again').click()
    await button('Pause').waitFor()
    expect(await button('Look again').isVisible()).toBe(false)
  })

  it('says that an advertisement plays', async () => {
    const { client, spotify } = await startListening()
    spotify.faults.always(
      'GET /v1/me/player',
      changed((playing: object) => ({ ...playing, currently_playing_type: 'ad', item: null })),
    )
    const { frame, page } = await window.ask(client, 'get_playback')
    onTestFinished(() => page.close())
    await expect.poll(() => frame.getByRole('status').textContent()).toBe('Playing: an advertisement')
  })

  it.each([
    ['is read-only', { settings: { readOnly: true } }, ['Pause', 'Next', 'Save to your library'], 'Tonearm is set to read-only.'],
    [
      'may not change the library',
      { signedIn: allScopes.filter((scope) => scope !== 'user-library-modify') },
      ['Save to your library'],
      'a permission that was not granted: user-library-modify',
    ],
    [
      'may not control the player',
      { signedIn: allScopes.filter((scope) => scope !== 'user-modify-playback-state') },
      ['Pause', 'Previous', 'Next'],
      'Control playback needs a permission that was not granted: user-modify-playback-state. Sign in again and allow it.',
    ],
    [
      'plays on a device that takes no commands',
      { player: { deviceId: car.id } },
      ['Pause', 'Previous', 'Next'],
      'Car takes no commands from apps.',
    ],
  ] as const)('has no buttons that cannot work, and says why, when it %s', async (_, change, names, why) => {
    const { frame, button } = await shown('get_playback', {}, change as Parameters<typeof startListening>[0])
    for (const name of names) {
      expect(await button(name).isDisabled()).toBe(true)
      expect(await button(name).getAttribute('title')).toContain(why)
    }
    expect(await frame.locator('.why').textContent()).toContain(why)
    const all = ['Pause', 'Previous', 'Next', 'Save to your library']
    const disabled = await Promise.all(all.map((name) => button(name).isDisabled()))
    expect(disabled.filter((is) => is)).toHaveLength(why.includes('read-only') ? 4 : names.length)
  })

  it('disables what needs Premium once Spotify has said so, and keeps the rest', async () => {
    const { frame, button, spotify } = await shown()
    spotify.world.user.premium = false
    await button('Pause').click()
    await expect.poll(() => frame.locator('.why').textContent()).toContain('Premium')
    expect(await button('Next').isDisabled()).toBe(true)
    expect(await button('Save to your library').isDisabled()).toBe(false)
  })

  it('says that the session is private', async () => {
    const { frame } = await shown('get_playback', {}, { world: { devices: [{ ...laptop, privateSession: true }] } })
    expect(await frame.locator('.device').textContent()).toBe('Laptop, private session')
  })

  it('shows a record in place of a cover that does not come', async () => {
    const { frame } = await shown('get_playback', { withoutCovers: true })
    await expect.poll(() => frame.locator('img').isVisible()).toBe(false)
    expect(await frame.locator('.cover').isVisible()).toBe(true)
  })

  it.each(['light', 'dark'] as const)('can be read by everybody: %s', async (theme) => {
    const { page } = await shown('get_playback', { theme })
    expect(await accessibilityFaults(page)).toEqual([])
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
    await followsTheme(await shown('get_playback', { theme: 'dark' }))
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
