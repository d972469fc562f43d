import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type Confirmation, createConsent } from '../../src/changes/consent.ts'

const requester = (answer: Confirmation, more: { account?: string; client?: string } = {}) => {
  const questions: string[] = []
  return {
    account: 'wanda',
    client: 'Claude',
    ...more,
    questions,
    async confirm(question: string) {
      questions.push(question)
      return answer
    },
  }
}
const edit = { id: 'mix', after: ['a'] }
const great = { weight: 21, sentence: 'This removes 21 songs.' }

describe('consent to an edit that removes a lot', () => {
  it('is what the user says', async () => {
    const consent = createConsent(() => true)
    const yes = requester('yes')
    expect(await consent.require(edit, great, yes)).toBe(true)
    expect(yes.questions).toEqual(['This removes 21 songs. Do you want this? You can undo it.'])
    await expect(consent.require(edit, great, requester('no'))).rejects.toThrow('The user said no.')
    await expect(consent.require(edit, great, requester('cannot-ask'))).rejects.toThrow('dry_run')
  })

  it('is not given by a preview where the user can be asked in the window, and an answer that is missing is no yes', async () => {
    const consent = createConsent(() => true, true)
    const waiting = requester('not-yet')
    consent.previewed(edit, waiting)
    await expect(consent.require(edit, great, waiting)).rejects.toThrow('they have not answered yet')
    expect(waiting.questions).toHaveLength(1)
    expect(await consent.require(edit, great, requester('yes'))).toBe(true)
  })

  it('is not asked for where the user turned the question off', async () => {
    const no = requester('no')
    expect(await createConsent(() => false).require(edit, great, no)).toBe(false)
    expect(no.questions).toEqual([])
  })

  it('is given by a preview of the same edit, by the same client, of the same account, within an hour', async () => {
    const consent = createConsent(() => true)
    const cannot = requester('cannot-ask')
    consent.previewed(edit, cannot)
    expect(await consent.require({ ...edit }, great, cannot)).toBe(false)
    expect(cannot.questions).toEqual([])
    for (const [other, who] of [
      [{ ...edit, after: [] }, cannot],
      [edit, requester('cannot-ask', { client: 'Cursor' })],
      [edit, requester('cannot-ask', { account: 'otto' })],
    ] as const) {
      await expect(consent.require(other, great, who)).rejects.toMatchObject({ code: 'not-confirmed' })
    }

    const realNow = performance.now
    const begin = realNow.call(performance)
    try {
      performance.now = () => begin + 59 * 60_000
      expect(await consent.require(edit, great, cannot)).toBe(false)
      // The cache reads the clock once a millisecond at most.
      await setTimeout(10)
      performance.now = () => begin + 61 * 60_000
      await expect(consent.require(edit, great, cannot)).rejects.toMatchObject({ code: 'not-confirmed' })
    } finally {
      performance.now = realNow
    }
  })
})
