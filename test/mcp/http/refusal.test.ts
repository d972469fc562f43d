import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { tooMany } from '../../../src/mcp/http/client-refusals.ts'
import { rpcCode, sendRefusal } from '../../../src/mcp/http/refusal.ts'

const refusal = { status: 429, code: rpcCode.refused, sentence: 'Too many requests (größer).', headers: { 'Retry-After': '3' } }

/** What a client gets from a server that answers so. */
async function answerOf(respond: (response: ServerResponse) => void): Promise<IncomingMessage> {
  const server = createServer((_, response) => respond(response)).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  await once(server, 'listening')
  const request = get({ port: (server.address() as AddressInfo).port, agent: false })
  return (await once(request, 'response'))[0] as IncomingMessage
}

it('is JSON that nobody keeps and no browser takes for something else, with its own headers', async () => {
  const answer = await answerOf((response) => sendRefusal(response, refusal))
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  expect(JSON.parse(body.toString())).toEqual({ jsonrpc: '2.0', id: null, error: { code: -32000, message: refusal.sentence } })
  expect([answer.statusCode, answer.headers['transfer-encoding']]).toEqual([429, undefined])
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json',
    'content-length': String(body.length),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'retry-after': '3',
  })
})

it('says after how long to try again', () => {
  expect([tooMany(1), tooMany(2)].map(({ sentence, headers }) => [sentence, headers?.['Retry-After']])).toEqual([
    ["Too many requests to Tonearm (its own limit, not Spotify's). Try again in a second.", '1'],
    ["Too many requests to Tonearm (its own limit, not Spotify's). Try again in 2 seconds.", '2'],
  ])
})

it('cuts the connection when part of an answer has been sent, so that the client does not take it for the whole', async () => {
  const answer = await answerOf((response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    response.write('data: half', () => sendRefusal(response, refusal))
  })
  const text: string[] = []
  const reading = (async () => {
    for await (const chunk of answer) text.push(String(chunk))
  })()
  await expect(reading).rejects.toThrow('aborted')
  expect(text.join('')).toBe('data: half')
})
