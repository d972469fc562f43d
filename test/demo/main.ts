import { performance } from 'node:perf_hooks'
import { consent } from '../fake-spotify/consent.ts'
import { createWorld } from '../fake-spotify/world.ts'
import { tenYears } from '../history/ten-years.ts'
import { startProduct } from '../product.ts'
import { tokens } from '../tokens/budgets.ts'
import { answered, questionsAboutYears, questionsToSpotify, requests } from './questions.ts'
import { rawTokens } from './raw-tokens.ts'
import { say, sayAnswer, sayCost, sayQuestion, sayStep, sayTitle } from './say.ts'

// `npm run demo`: Tonearm at work, for somebody without a Spotify account. Everything is real but Spotify and the person at the browser.

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
  product.spotify.clearRecord()
  for await (const { asked, tool, parameters, text } of answered(client, questionsToSpotify)) {
    const cost = { answer: tokens(text), raw: await rawTokens(product.spotify) }
    sayQuestion(asked, tool, parameters)
    sayAnswer(text)
    sayCost(cost)
    paid += cost.answer
    raw += cost.raw
    product.spotify.clearRecord()
  }
  say(
    `\nThree answers for ${paid.toLocaleString('en')} tokens. As Spotify's own JSON they would have cost a model ${raw.toLocaleString('en')}.`,
  )

  say('\nWanda also imported ten years of listening. Questions about them need no request to Spotify.')
  for await (const { asked, tool, parameters, text } of answered(client, questionsAboutYears)) {
    sayQuestion(asked, tool, parameters)
    sayAnswer(text)
  }

  say('\nShe can also ask for something to be done. Changes can be shown first, and undone.')
  for await (const { asked, tool, parameters, text } of answered(client, requests)) {
    sayQuestion(asked, tool, parameters)
    sayAnswer(text)
  }
} finally {
  await product.stop()
}
say(`Done in ${(performance.now() / 1_000).toFixed(1)} s, and everything is cleaned up. With your own music: npm start`)
