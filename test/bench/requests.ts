import { playlist } from '../fake-spotify/builders.ts'
import { callTool, startProduct } from '../product.ts'

// `node test/bench/requests.ts`: how long reading a playlist of 1,000 rows takes when Spotify answers after 100 ms, beside the time of the
// same twenty requests one after another, in the same run. Fails when it takes more than 0.45 of that time.

const latencyMs = 100
const rows = 1_000
const highestRatio = 0.45

const long = playlist({ name: 'Long', rows: Array.from({ length: rows }, (_, index) => `Song ${index + 1}`) })
const product = await startProduct({ world: { playlists: [long] }, fake: { latencyMs, checkContract: false } })
const { spotify } = product
const client = await product.connect('requests bench')
// Its name is known from then on, so that the call reads rows and nothing else.
await callTool(client, 'get_user_playlists')
spotify.clearRecord()

const together = await timed(() => callTool(client, 'get_playlist_items', { playlist: long.id, limit: rows }))
const requests = spotify.requests()
const mostInFlight = spotify.mostInFlight()
const bytes = spotify.record().reduce((sum, { bytesSent }) => sum + bytesSent, 0)

const { accessToken } = spotify.grant(['playlist-read-private'])
const oneByOne = await timed(async () => {
  for (const request of requests) {
    const url = new URL(request.slice('GET '.length), spotify.accountsUrl)
    await (await fetch(url, { headers: { Authorization: `Bearer ${accessToken}` } })).arrayBuffer()
  }
})
await product.stop()

const ratio = together / oneByOne
const lines = [
  `${rows} rows, ${latencyMs} ms latency: ${requests.length} requests, ${mostInFlight} in flight at most, ${bytes} bytes from Spotify`,
  `${together} ms, one after another ${oneByOne} ms: ratio ${ratio.toFixed(2)} (at most ${highestRatio})`,
]
process.stdout.write(`${lines.join('\n')}\n`)
if (ratio > highestRatio) process.exitCode = 1

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return Math.round(performance.now() - startedAt)
}
