import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { silentLog, withStack } from '../../../src/config/logging.ts'
import { type Changed, Problem } from '../../../src/shared/problem.ts'
import { type AnsweredCall, createCallTool } from '../../../src/tools/runtime/call-tool.ts'
import type { Caller } from '../../../src/tools/runtime/caller.ts'
import { defineTool, type Effect } from '../../../src/tools/runtime/define.ts'

const caller: Caller = {
  client: 'Claude',
  onThisComputer: true,
  progress: () => {},
  signal: new AbortController().signal,
  confirm: async () => 'yes',
}

/** The pipeline with one tool of this effect that throws this. Everything behind it is never asked. */
function failing(effect: Effect, error: unknown) {
  const broken = defineTool({
    name: 'broken',
    title: 'Broken',
    description: 'Fails.',
    scopes: [],
    effect,
    input: {},
    output: z.object({}),
    run: () => Promise.reject(error),
    render: () => '',
  })
  const logged: string[] = []
  const recorded: AnsweredCall[] = []
  const unused = {} as never
  const call = createCallTool({
    tools: [broken],
    spotify: { with: () => unused } as never,
    shortIds: () => unused,
    library: unused,
    changes: unused,
    exports: unused,
    history: unused,
    account: {
      id: () => 'wanda',
      permittedScopes: () => [],
      ready: async () => ({ id: 'wanda', permittedScopes: [], switchedOff: [], missingScopes: [] }),
      onPermissionsChanged: () => () => {},
    },
    zone: 'UTC',
    settings: { current: () => ({ readOnly: false, structuredResults: false }) as never },
    howTo: { signIn: 'run this', allowChanges: 'turn that off', permit: 'switch that on' },
    record: (answered) => recorded.push(answered),
    log: { ...silentLog, error: (message, thrown) => logged.push(withStack(message, thrown)) },
    now: () => 1_000,
  })
  return { call: () => call('broken', {}, caller), logged, recorded }
}

describe('a bug in a tool', () => {
  it('is kept to the log, and the answer says that nothing was changed by a tool that only reads', async () => {
    const { call, logged, recorded } = failing('read', new Error('ENOENT: /home/ada/.secret'))
    expect(await call()).toEqual({
      text: 'Tonearm hit a bug (details in the log). Nothing was changed.',
      failed: true,
      problem: 'defect',
    })
    expect(logged).toEqual([expect.stringMatching(/^Bug in broken for Claude: Error: ENOENT: \/home\/ada\/\.secret\n {4}at /)])
    expect(recorded).toMatchObject([{ tool: 'broken', startedAt: 1_000, answer: { failed: true } }])
  })

  it.each(['add', 'control', 'edit'] as const)('makes nobody believe that nothing happened after a tool of effect %s', async (effect) => {
    expect((await failing(effect, new TypeError('x is undefined')).call()).text).toBe(
      'Tonearm hit a bug (details in the log). It is not known whether anything was changed. Check the result before retrying.',
    )
  })
})

describe('a problem', () => {
  it.each<[Changed, string]>([
    ['no', 'Spotify is away. Nothing was changed.'],
    ['partly', 'Spotify is away. Only a part of it was done. Check the result before retrying.'],
    ['yes', 'Spotify is away. Spotify accepted it, so do not repeat it.'],
    ['unknown', 'Spotify is away. It is not known whether anything was changed. Check the result before retrying.'],
  ])('of an edit says what it means for the music: %s', async (changed, text) => {
    expect((await failing('edit', new Problem('spotify-failed', 'Spotify is away.', { changed })).call()).text).toBe(text)
  })

  it('of a tool that only reads says nothing about changes', async () => {
    expect((await failing('read', new Problem('spotify-failed', 'Spotify is away.')).call()).text).toBe('Spotify is away.')
  })

  it('comes with what can be done where Tonearm runs', async () => {
    expect((await failing('read', new Problem('signed-out', 'Nobody is signed in.')).call()).text).toBe(
      'Nobody is signed in. To sign in, run this.',
    )
  })
})
