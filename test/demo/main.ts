import { performance } from 'node:perf_hooks'
import { consent } from '../fake-spotify/consent.ts'
import { createWorld } from '../fake-spotify/world.ts'
import { tenYears } from '../history/ten-years.ts'
import { callTool, startProduct } from '../product.ts'
import { tokens } from '../tokens/budgets.ts'
import { rawTokens } from './raw-tokens.ts'
import { say, sayAnswer, sayCost, sayQuestion, sayStep, sayTitle } from './say.ts'

// `npm run demo`: Tonearm at work, for somebody without a Spotify account. Everything is real but Spotify and the person at the browser.

const questions = [
  { asked: 'Find me something about a midnight river.', tool: 'search_tracks', parameters: { query: 'midnight river', limit: 5 } },
  { asked: 'What did I listen to last?', tool: 'get_recently_played', parameters: { limit: 5 } },
  { asked: 'Who are my favourite artists of the last months?', tool: 'get_user_top_artists', parameters: { limit: 10 } },
]

const questionsAboutYears = [
  { asked: 'How often have I listened to Midnight River?', tool: 'count_plays', parameters: { what: 'Midnight River by Golden Static' } },
  { asked: 'Who did I listen to most last summer?', tool: 'get_listening_stats', parameters: { from: 'last summer', limit: 5 } },
  { asked: 'Which songs did I love and forget?', tool: 'recommend_songs', parameters: { mood: 'rediscover', count: 5 } },
]

sayTitle('Tonearm for Spotify: a demonstration')
say('Nothing leaves this computer, and all music is invented. Spotify is simulated by a program, and so is Wanda, who signs in.')
say('Tonearm itself, its endpoint and the MCP client are real.\n')

const world = createWorld()
const product = await startProduct({
  world,
  heard: tenYears(world),
  signedIn: false,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
})
try {
  sayStep(1, `A simulated Spotify listens on ${product.spotify.accountsUrl}.`)

  await product.tonearm.signIn(async (url) => void (await consent(url)))
  await product.tonearm.greet()
  const { account } = product.tonearm.status()
  if (account.state !== 'signed-in') throw new Error(`The sign-in ended with ${account.state}`)
  sayStep(
    2,
    `${account.name} signed in: consent page, callback, code and PKCE, as with Spotify. The login lasts until ${account.endsAt?.slice(0, 10)}.`,
  )

  const client = await product.connect('tonearm demo')
  const { tools } = await client.listTools()
  sayStep(3, `An MCP client connected to ${product.endpoint.url} and found ${tools.length} tools.`)

  let [paid, raw] = [0, 0]
  for (const { asked, tool, parameters } of questions) {
    product.spotify.clearRecord()
    const { text, failed } = await callTool(client, tool, parameters)
    if (failed) throw new Error(text)
    const cost = { answer: tokens(text), raw: await rawTokens(product.spotify) }
    sayQuestion(asked, tool, parameters)
    sayAnswer(text)
    sayCost(cost)
    paid += cost.answer
    raw += cost.raw
  }
  say(
    `\nThree answers for ${paid.toLocaleString('en')} tokens. As Spotify's own JSON they would have cost a model ${raw.toLocaleString('en')}.`,
  )

  say('\nWanda also imported ten years of listening. Questions about them need no request to Spotify.')
  for (const { asked, tool, parameters } of questionsAboutYears) {
    const { text, failed } = await callTool(client, tool, parameters)
    if (failed) throw new Error(text)
    sayQuestion(asked, tool, parameters)
    sayAnswer(text)
  }
} finally {
  await product.stop()
}
say(`Done in ${(performance.now() / 1_000).toFixed(1)} s, and everything is cleaned up. With your own music: npm start`)
