import { describe, expect, it } from 'vitest'
import { songs, withMix } from '../tools/mix.ts'

const removal = { playlist: 'mix', remove: { positions: Array.from({ length: 30 }, (_, index) => index + 1) } }

/** An app wants to remove 30 songs. Wanda is asked in the window, and can do something else first. */
async function asked() {
  const mix = await withMix(songs(1, 40), { asksInWindow: true })
  const { tonearm } = mix
  const answer = mix.client.callTool({ name: 'edit_playlist', arguments: removal })
  const openQuestion = () => tonearm.status().questions?.[0]
  await expect.poll(openQuestion).toMatchObject({ client: 'test client' })
  const sayYes = () => tonearm.answerQuestion(openQuestion()?.id ?? '', true)
  const text = async () => ((await answer).content as { text: string }[])[0]?.text
  return { ...mix, sayYes, text }
}

describe('a yes in the window', () => {
  it('carries the change out', async () => {
    const { sayYes, text, titles } = await asked()
    sayYes()
    expect(await text()).toContain('30 songs removed')
    expect(titles()).toEqual(songs(31, 40))
  })

  it('changes nothing once Tonearm is read-only', async () => {
    const { sayYes, text, settings, writes } = await asked()
    settings.change({ readOnly: true })
    sayYes()
    expect(await text()).toContain('Tonearm is set to read-only, so edit_playlist was not carried out.')
    expect(writes()).toEqual([])
  })

  it('changes nothing while apps are paused', async () => {
    const { sayYes, text, tonearm, writes } = await asked()
    tonearm.access.pause('open')
    sayYes()
    expect(await text()).toContain('The user has paused Tonearm for all apps, so nothing was done.')
    expect(writes()).toEqual([])
  })

  it('changes nothing once the permission for it is switched off', async () => {
    const { sayYes, text, settings, writes } = await asked()
    settings.change({ scopes: ['user-read-private', 'playlist-read-private'] })
    sayYes()
    expect(await text()).toMatch(/^Edit playlist needs a permission that is switched off in Tonearm: /)
    expect(writes()).toEqual([])
  })

  it('ends with the login: nobody is asked any more, and nothing changes', async () => {
    const { text, tonearm, writes } = await asked()
    await tonearm.signOut()
    expect(tonearm.status().questions).toBeUndefined()
    expect(await text()).toContain('have not answered yet')
    expect(writes()).toEqual([])
  })

  it('is told among what apps did as the change that it was for', async () => {
    const { sayYes, text, tonearm } = await asked()
    sayYes()
    await text()
    const changes = await tonearm.activity({ kind: 'change' })
    expect(changes.map(({ words, failed, change }) => [words, failed, change?.state])).toEqual([['"Mix": 30 songs removed', false, 'done']])
  })
})
