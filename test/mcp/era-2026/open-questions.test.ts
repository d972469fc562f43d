import { describe, expect, it } from 'vitest'
import { createOpenQuestions, type Frame, type Waiting } from '../../../src/mcp/era-2026/open-questions.ts'
import { until } from '../running.ts'

function waiting(more: Partial<Waiting> = {}): Waiting {
  return { canAsk: true, progress: () => {}, signal: new AbortController().signal, ...more }
}

const ofCall = () => 'call'

const asks = async ({ confirm }: Frame) => `heard ${await confirm('Sure?')}`

/** A question that is open, and what its call says in the end. */
async function open(questions: ReturnType<typeof createOpenQuestions<string>>) {
  let ended: string | undefined
  const step = await questions.begin(ofCall, waiting(), async (frame) => {
    ended = await asks(frame)
    return ended
  })
  return { state: step.kind === 'question' ? step.state : '', ended: () => ended }
}

describe('an open question', () => {
  it('is answered with no when nobody replies in time, and then it is too late', async () => {
    const questions = createOpenQuestions<string>({ patienceMs: 20 })
    const { state, ended } = await open(questions)
    expect(ended()).toBeUndefined()
    await until(() => ended() !== undefined)
    expect(ended()).toBe('heard no')
    await expect(questions.reply(state, ofCall, waiting(), 'yes')).rejects.toThrow('The question was open for five minutes')
  })

  it('takes no reply after five minutes, even if the timer is late', async () => {
    let now = Date.parse('2026-11-26T12:00:00Z')
    const questions = createOpenQuestions<string>({ now: () => now })
    const { state, ended } = await open(questions)
    now += 5 * 60_000
    await expect(questions.reply(state, ofCall, waiting(), 'yes')).rejects.toThrow('The question was open for five minutes')
    expect(ended()).toBeUndefined()
  })

  it('takes no reply with a state that is not its own, however little differs', async () => {
    const questions = createOpenQuestions<string>()
    const { state, ended } = await open(questions)
    const other = await open(createOpenQuestions<string>())
    const bytes = Buffer.from(state, 'base64url')
    const flipped = [...bytes].map((byte, at) => Buffer.from(bytes.with(at, byte ^ 1)).toString('base64url'))
    const forged = ['', 'x', state.slice(0, -1), `${state}A`, `${state}=`, ` ${state}`, state.repeat(100), '1', other.state, ...flipped]
    for (const made of forged) {
      await expect(questions.reply(made, ofCall, waiting(), 'yes'), made).rejects.toThrow('This reply does not belong to this call')
    }
    await expect(questions.reply(state, () => 'another call', waiting(), 'yes')).rejects.toThrow('This reply does not belong to this call')
    expect(ended()).toBeUndefined()
    expect(await questions.reply(state, ofCall, waiting(), 'yes')).toEqual({ kind: 'done', result: 'heard yes' })
    await expect(questions.reply(state, ofCall, waiting(), 'yes')).rejects.toThrow('This question is closed')
  })

  it('gives way to newer ones when there are too many, and to the end of the program', async () => {
    const questions = createOpenQuestions<string>()
    const all: Awaited<ReturnType<typeof open>>[] = []
    for (let count = 0; count < 51; count += 1) all.push(await open(questions))
    await until(() => all[0]?.ended() === 'heard no')
    expect(all[1]?.ended()).toBeUndefined()
    questions.close()
    await until(() => all.every(({ ended }) => ended() === 'heard no'))
  })

  it('may follow another one of the same call', async () => {
    const questions = createOpenQuestions<string>()
    const first = await questions.begin(ofCall, waiting(), async ({ confirm }) => `${await confirm('One?')}, ${await confirm('Two?')}`)
    expect(first).toMatchObject({ kind: 'question', question: 'One?' })
    const second = await questions.reply('state' in first ? first.state : '', ofCall, waiting(), 'yes')
    expect(second).toMatchObject({ kind: 'question', question: 'Two?' })
    const third = await questions.reply('state' in second ? second.state : '', ofCall, waiting(), 'no')
    expect(third).toEqual({ kind: 'done', result: 'yes, no' })
  })

  it('lets the request that brings the reply hear of progress, and cancel the rest', async () => {
    const questions = createOpenQuestions<string>()
    const heard: string[] = []
    const hears = (name: string, signal?: AbortSignal) =>
      waiting({ progress: (done) => void heard.push(`${name} ${done}`), ...(signal && { signal }) })
    const first = await questions.begin(ofCall, hears('first'), async ({ confirm, progress, signal }) => {
      progress(1, 2)
      await confirm('Sure?')
      progress(2, 2)
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped')))
    })
    const cut = new AbortController()
    const second = questions.reply('state' in first ? first.state : '', ofCall, hears('second', cut.signal), 'yes')
    await until(() => heard.length === 2)
    expect(heard).toEqual(['first 1', 'second 2'])
    cut.abort()
    expect(await second).toEqual({ kind: 'done', result: 'stopped' })
  })

  it('is not asked when the request cannot show it, nor heard of again when the call fails', async () => {
    const questions = createOpenQuestions<string>()
    expect(await questions.begin(ofCall, waiting({ canAsk: false }), asks)).toEqual({ kind: 'done', result: 'heard cannot-ask' })
    await expect(questions.begin(ofCall, waiting(), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  })
})
