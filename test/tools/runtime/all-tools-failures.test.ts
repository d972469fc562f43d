import { describe, it } from 'vitest'
import { tools } from '../../../src/tools/runtime/registry.ts'
import * as faults from '../../fake-spotify/faults.ts'
import { heardIn } from '../../history/heard.ts'
import { callTool } from '../../product.ts'
import { startTonearm } from '../../tonearm.ts'
import { expectReadable, expectSentence } from '../readable.ts'
import { smallWorld } from '../small-world.ts'
import { everyCall } from './every-call.ts'

const json = { 'content-type': 'application/json' }

const failures: Record<string, faults.Fault> = {
  '403': faults.forbidden(),
  '403, a permission missing': faults.insufficientScope(),
  '404': { kind: 'answer', status: 404, headers: json, body: '{"error":{"status":404,"message":"Resource not found"}}' },
  '500': faults.serverError(500),
  '502 in HTML': faults.serverError(502, 'html'),
  'an answer cut off': faults.truncatedBody(),
  'an empty 400': faults.emptyBadRequest(),
  'no connection': faults.dropConnection(),
  // The last: from then on nothing is sent any more.
  'the quota used up': faults.quotaExceeded(48_925),
}

/** The calls of one tool under each failure, in one product. `match`: the requests that fail. */
async function expectSentences(name: string, match: RegExp): Promise<void> {
  const world = smallWorld()
  const calls = everyCall(world).filter(([tool]) => tool === name)
  const { client, spotify } = await startTonearm({ world, heard: heardIn(world), sleep: async () => {} })
  for (const [failure, fault] of Object.entries(failures)) {
    spotify.faults.clear()
    spotify.faults.always(match, fault)
    for (const [tool, parameters] of calls) {
      const { text, failed } = await callTool(client, tool, parameters)
      if (failed) expectSentence(text, `${tool} ${JSON.stringify(parameters)} while ${failure}`)
      else expectReadable(text)
    }
  }
}

describe('when Spotify refuses everything', () => {
  it.each(tools)('$name says so in a sentence', async ({ name }) => expectSentences(name, / \/v1\//))
})

describe('when Spotify refuses every change', () => {
  it.each(tools.filter(({ effect }) => effect !== 'read'))('$name says so in a sentence', async ({ name }) =>
    expectSentences(name, /^(?:PUT|POST|DELETE) \/v1\//),
  )
})
