import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../../src/config/logging.ts'
import { createSpotify } from '../../../src/spotify/client.ts'

const megabyte = 1024 * 1024

/** A server that answers everything in one way, and the client in front of it. */
async function answering(respond: (response: ServerResponse) => void) {
  let requests = 0
  const server = createServer((_, response) => {
    requests += 1
    respond(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const spotify = createSpotify({
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    zone: 'UTC',
    log: silentLog,
    sleep: async () => {},
    tokens: { accessToken: async () => 'token', renew: async () => 'token' },
  })
  return { spotify, requests: () => requests }
}

/** Sends a piece again and again until the other side has enough. @returns how many bytes went out */
function sendForEver(response: ServerResponse, piece: Buffer): () => number {
  let bytes = 0
  const more = () => {
    while (!response.destroyed && response.write(piece)) bytes += piece.length
  }
  response.on('drain', more).on('error', () => {})
  more()
  return () => bytes
}

const html = '<!DOCTYPE html><html><body>Welcome to our Wi-Fi</body></html>'

describe('an answer of Spotify', () => {
  it('is read when it is compressed', async () => {
    const { spotify } = await answering((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"id":"wanda","display_name":"Wanda"}')),
    )
    expect(await spotify.listener.profile()).toMatchObject({ id: 'wanda', name: 'Wanda' })
  })

  it('without an end is read up to 32 MB, once', async () => {
    let sent = () => 0
    const { spotify, requests } = await answering((response) => {
      sent = sendForEver(response.writeHead(200), Buffer.alloc(megabyte, 'x'))
    })
    const before = process.memoryUsage().rss
    await expect(spotify.listener.profile()).rejects.toMatchObject({
      code: 'unexpected-answer',
      message: expect.stringContaining('larger than 32 MB'),
    })
    expect(requests()).toBe(1)
    expect(sent()).toBeLessThan(48 * megabyte)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * megabyte)
  })

  it('counts as it is when unpacked', async () => {
    const packed = gzipSync(Buffer.alloc(64 * megabyte, ' '))
    const { spotify } = await answering((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed))
    await expect(spotify.listener.profile()).rejects.toThrow('larger than 32 MB')
  })

  it('has no more rows than were asked for, and no time is spent on the others', async () => {
    const row = JSON.stringify({ played_at: '2026-01-02T03:04:05Z', track: { id: 'x', name: 'Song' } })
    const body = `{"items":[${Array.from({ length: 250_000 }, () => row).join(',')}]}`
    const { spotify } = await answering((response) => response.writeHead(200).end(body))
    const { plays } = await spotify.listener.recentPlays({ limit: 20 })
    expect(plays).toHaveLength(20)
  })

  it.each([
    ['is a web page', (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end(html), 'A web page came'],
    [
      'is a redirect',
      (response: ServerResponse) => response.writeHead(302, { location: 'https://login.example/?secret=1' }).end(),
      'login.example',
    ],
    ['is empty', (response: ServerResponse) => response.writeHead(200).end(), 'Spotify sent an empty answer'],
    ['is no JSON', (response: ServerResponse) => response.writeHead(200).end('{"id":'), 'cannot be read'],
    [
      'is not what its header says',
      (response: ServerResponse) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"id":"wanda"}'),
      'cannot be unpacked',
    ],
    ['has the status 417', (response: ServerResponse) => response.writeHead(417).end(), 'status 417'],
  ])('that %s is told in a sentence, after one request', async (_what, respond, sentence) => {
    const { spotify, requests } = await answering(respond)
    const failure: Error = await spotify.listener.profile().then(
      () => new Error('It was read'),
      (error) => error,
    )
    expect(failure.message).toContain(sentence)
    expect(failure.message).not.toContain('secret')
    expect(requests()).toBe(1)
  })

  it('to a write that is a web page is no success', async () => {
    const { spotify } = await answering((response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html))
    await expect(spotify.libraryEdits.save(['spotify:track:x'])).rejects.toMatchObject({ code: 'unexpected-answer', changed: 'unknown' })
  })
})
