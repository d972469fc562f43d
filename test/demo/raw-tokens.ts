import { allScopes } from '../../src/config/scopes.ts'
import type { FakeSpotify } from '../fake-spotify/fake-spotify.ts'
import { tokens } from '../tokens/budgets.ts'

/** What the requests recorded last would have cost a model as the JSON that Spotify answers, in tokens: each is made once more, past Tonearm. */
export async function rawTokens(spotify: FakeSpotify): Promise<number> {
  const { accessToken } = spotify.grant([...allScopes])
  const requests = spotify.record().filter(({ kind }) => kind === 'api')
  const answers = requests.map(async ({ path, query }) => {
    const url = new URL(`${path}?${new URLSearchParams(query)}`, spotify.accountsUrl)
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${accessToken}` } })
    return tokens(await answer.text())
  })
  return (await Promise.all(answers)).reduce((sum, cost) => sum + cost, 0)
}
