import { describe, expect, it, onTestFinished } from 'vitest'
import { allCases } from '../cases/all-cases.ts'
import type { EvalCase } from '../eval-case.ts'
import { fillIn } from '../from-answers.ts'
import { runCases } from '../run-cases.ts'
import { anthropicModel } from './anthropic.ts'
import { chooseModel } from './choose-model.ts'
import { type Decision, type Heard, type RawAnswer, startFakeModel } from './fake-model.ts'
import { openAiModel } from './openai.ts'
import { performedBy } from './performed-by.ts'

const key = 'sk-very-secret'

type Protocol = [name: string, create: typeof anthropicModel | typeof openAiModel, path: string]

const messagesApi: Protocol = ['the Messages API', anthropicModel, '']
const chatCompletions: Protocol = ['Chat Completions', openAiModel, '/v1']

const named = (name: string): EvalCase => {
  const found = allCases.find((one) => one.name === name)
  if (!found) throw new Error(`There is no case "${name}"`)
  return found
}

/** Runs a case with a model that decides like this, over this protocol. */
async function run(evalCase: EvalCase, [, create, path]: Protocol, decide: (heard: Heard, turn: number) => Decision | RawAnswer) {
  const service = await startFakeModel(decide)
  onTestFinished(service.stop)
  const waits: number[] = []
  const sleep = async (milliseconds: number) => void waits.push(milliseconds)
  const model = create('some-model', { baseUrl: service.address + path, key, sleep })
  const result = await runCases([evalCase], performedBy(model), () => {})
  return { ...result, verdict: result.verdicts[0], requests: service.requests, waits }
}

/** Follows the script of the case, call by call, then tells the last answer. */
const follows =
  ({ script }: EvalCase) =>
  ({ answers }: Heard): Decision => {
    const next = script[answers.length]
    return next ? { calls: [{ tool: next.tool, parameters: fillIn(next.parameters, answers) }] } : { text: answers.at(-1) }
  }

describe.each([messagesApi, chatCompletions])('a model behind %s', (...protocol) => {
  it.each(['find a song by its title', 'make a playlist of some songs', 'turn it up a little'])(
    'can %s, and is judged by the end',
    async (name) => {
      const evalCase = named(name)
      const { verdict, stopped } = await run(evalCase, protocol, follows(evalCase))
      expect({ score: verdict?.score, stopped }).toEqual({ score: 3, stopped: undefined })
    },
  )

  it('gets the request, the tools with their schemas, the instructions and the time, and sends its key', async () => {
    const evalCase = named('pause')
    let first: Heard | undefined
    const { requests } = await run(evalCase, protocol, (heard) => {
      first ??= heard
      return follows(evalCase)(heard)
    })
    expect(first?.says).toEqual(['shh stop the music'])
    expect(first?.system).toMatch(/^Search, play, organise.*It is Wednesday,? 25 November 2026.* 19:00, in Europe\/Berlin\.$/s)
    expect(first?.tools.find(({ name }) => name === 'play')?.parameters).toMatchObject({ type: 'object', properties: { what: {} } })
    expect(JSON.stringify(requests[0]?.headers)).toContain(key)
    expect(requests[0]?.body).toMatchObject({ model: 'some-model' })
  })

  it('makes several calls in one reply, and gets each answer under the id of its call', async () => {
    const { verdict, requests } = await run(named('rename a playlist and hide it'), protocol, ({ answers }) =>
      answers.length > 0
        ? { text: 'Done.' }
        : {
            calls: [
              { tool: 'edit_playlist', parameters: { playlist: 'Morning Coffee', rename: 'Slow Start' } },
              { tool: 'edit_playlist', parameters: { playlist: 'Slow Start', public: false } },
            ],
          },
    )
    expect(verdict?.score).toBe(3)
    const sent = JSON.stringify(requests[1]?.body)
    const ids = sent.match(/(?:toolu|call)_\d/g) ?? []
    expect([ids.slice(0, 2), ids.slice(2)]).toEqual([ids.slice(2), ids.slice(0, 2)])
  })

  it('is given the answer of the person when it asks', async () => {
    const evalCase = named('delete a long playlist after a preview')
    const { verdict } = await run(evalCase, protocol, ({ says, answers }) =>
      answers.length === 2 && says.length === 1 ? { text: 'Shall I?' } : follows(evalCase)({ says, answers, system: '', tools: [] }),
    )
    expect(verdict).toMatchObject({ score: 3, told: expect.stringMatching(/^Shall I\?\n/) })
  })

  it('scores 0 when it does nothing', async () => {
    const { verdict } = await run(named('pause'), protocol, () => ({ text: 'I paused it.' }))
    expect(verdict).toMatchObject({ score: 0, calls: [], missed: ['nothing plays'] })
  })

  it('hears that a tool does not exist, and goes on', async () => {
    const { verdict } = await run(named('pause'), protocol, ({ answers }) => {
      if (answers.length === 0) return { calls: [{ tool: 'stop_everything' }] }
      return answers.length === 1 ? { calls: [{ tool: 'control_playback', parameters: { action: 'pause' } }] } : { text: 'Paused.' }
    })
    expect(verdict).toMatchObject({ score: 2, calls: [{ tool: 'stop_everything', failed: true }, { failed: false }] })
  })

  it('is stopped when it comes to no end', async () => {
    const { verdict, requests } = await run(named('say who is signed in'), protocol, () => ({ calls: [{ tool: 'get_user_profile' }] }))
    expect(requests).toHaveLength(15)
    expect(verdict).toMatchObject({ score: 0, missed: expect.arrayContaining(['comes to an end within 15 replies']) })
  })

  it('waits as long as its service asks, and tries again', async () => {
    const evalCase = named('pause')
    const { verdict, waits } = await run(evalCase, protocol, (heard, turn) =>
      turn === 1
        ? { status: 429, body: 'slow down', headers: { 'retry-after': '7' } }
        : turn === 2
          ? { status: 529, body: 'overloaded' }
          : follows(evalCase)(heard),
    )
    expect(verdict?.score).toBe(3)
    expect(waits).toEqual([7_000, 4_000])
  })

  it.each([
    ['a refusal', { status: 401, body: `bad key ${key}` }, /^http:\/\/127\.0\.0\.1:\d+\S+ answered 401: bad key \[key\]$/],
    ['a page', { status: 200, body: '<html>' }, /did not answer with JSON/],
    ['another form', { status: 200, body: '{"ok":true}' }, /answered in a form that is not that of/],
    ['no end of errors', { status: 500, body: 'oops' }, /answered 500: oops$/],
  ])('ends the run after %s, with a sentence without the key', async (_, answer, sentence) => {
    const { verdicts, stopped } = await run(named('pause'), protocol, () => answer)
    expect(verdicts).toEqual([])
    expect(stopped).toMatch(sentence)
    expect(stopped).not.toContain(key)
  })
})

it('parameters that are no JSON object are answered, not sent', async () => {
  const evalCase = named('pause')
  const { verdict } = await run(evalCase, chatCompletions, ({ answers }) => {
    if (answers.length === 0) return { calls: [{ tool: 'control_playback', written: '{"action": "pau' }] }
    return answers.length === 1 && answers[0] === 'The parameters are not a JSON object.'
      ? { calls: [{ tool: 'control_playback', parameters: { action: 'pause' } }] }
      : { text: 'Paused.' }
  })
  expect(verdict).toMatchObject({ score: 3, calls: [{ failed: false }] })
})

it.each([
  ['claude-x', {}, 'No key for claude-x: set ANTHROPIC_API_KEY'],
  ['gpt-x', { ANTHROPIC_API_KEY: key }, 'No key for gpt-x: set OPENAI_API_KEY'],
])('without a key for %s the sentence says which one is missing', (name, environment, sentence) => {
  expect(() => chooseModel(name, environment)).toThrow(sentence)
})
