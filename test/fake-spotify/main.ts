import { parseArgs } from 'node:util'
import { startFakeSpotify } from './fake-spotify.ts'

/** Runs the fake for playing by hand: prints one JSON line with its addresses and client id, and ends on SIGTERM or SIGINT. */
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } })
const spotify = await startFakeSpotify({ port: Number(values.port), checkContract: false })
console.log(JSON.stringify({ apiUrl: spotify.apiUrl, accountsUrl: spotify.accountsUrl, clientId: spotify.clientId }))

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void spotify.stop())
