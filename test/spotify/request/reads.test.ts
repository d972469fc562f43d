import { describe, expect, it } from 'vitest'
import { shareReads } from '../../../src/spotify/request/reads.ts'
import type { Answer } from '../../../src/spotify/request/refusals.ts'
import type { Request } from '../../../src/spotify/request/request.ts'
import { waitUntil } from '../../../src/spotify/request/waiting.ts'

const list = 'https://api.spotify.com/v1/playlists/mix'
const album = 'https://api.spotify.com/v1/albums/letters'
const get = (url: string): Request => ({ method: 'GET', url })
const write: Request = { method: 'POST', url: `${list}/items` }

/** A slow Spotify: each request waits until the test answers it. */
function slowSpotify() {
  const sent: { method: string; url: string; signal: AbortSignal; answer(text: string): void; fail(): void }[] = []
  const shared = shareReads(({ method, url }, waiting) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const answer = (text: string) => resolve({ status: 200, headers: new Headers(), text })
    sent.push({ method, url, signal: waiting.signal('read'), answer, fail: () => reject(new Error('no answer')) })
    return promise
  })
  const reads = {
    ...shared,
    send: (request: Request, signal = new AbortController().signal) => shared.send(request, waitUntil(signal)),
  }
  const read = async (url: string, signal?: AbortSignal) => (await reads.send(get(url), signal)).text
  return { sent, reads, read }
}

describe('equal reads', () => {
  it('share one request while it is in flight, and not afterwards', async () => {
    const { sent, read } = slowSpotify()
    const both = [read(list), read(list)]
    sent[0]?.answer('one')
    expect(await Promise.all(both)).toEqual(['one', 'one'])
    read(list)
    expect(sent).toHaveLength(2)
  })

  it('do not share the requests of other reads, nor are writes shared', () => {
    const { sent, reads, read } = slowSpotify()
    read(list)
    read(`${list}?fields=name`)
    reads.send(write)
    reads.send(write)
    expect(sent).toHaveLength(4)
  })

  it('share a failure, and the next one asks again', async () => {
    const { sent, read } = slowSpotify()
    const both = [read(list), read(list)].map((reading) => expect(reading).rejects.toThrow('no answer'))
    sent[0]?.fail()
    await Promise.all(both)
    const next = read(list)
    sent[1]?.answer('one')
    expect(await next).toBe('one')
  })
})

describe('callers who no longer wait', () => {
  it('leave at once, and the request goes on while one of them still waits', async () => {
    const { sent, read } = slowSpotify()
    const leaving = new AbortController()
    const left = read(list, leaving.signal)
    const staying = read(list)
    leaving.abort(new Error('gone'))
    await expect(left).rejects.toThrow('gone')
    expect(sent[0]?.signal.aborted).toBe(false)
    sent[0]?.answer('one')
    expect(await staying).toBe('one')
  })

  it('stop the request when the last of them leaves, and nobody joins it any more', async () => {
    const { sent, read } = slowSpotify()
    const leaving = new AbortController()
    const left = [read(list, leaving.signal), read(list, leaving.signal)].map((reading) => expect(reading).rejects.toThrow('gone'))
    leaving.abort(new Error('gone'))
    await Promise.all(left)
    expect(sent.map(({ signal }) => signal.aborted)).toEqual([true])
    const later = read(list)
    sent[1]?.answer('one')
    expect(await later).toBe('one')
  })

  it('send nothing at all when they left before', async () => {
    const { sent, read } = slowSpotify()
    await expect(read(list, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
    expect(sent).toEqual([])
  })
})

describe('a read after a write', () => {
  it('never joins one that started before the write did', async () => {
    const { sent, reads, read } = slowSpotify()
    const before = read(list)
    reads.send(write)
    const during = read(list)
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET'])
    sent[2]?.answer('new')
    sent[0]?.answer('old')
    expect(await Promise.all([before, during])).toEqual(['old', 'new'])
  })

  it('never joins one that started while the write was under way', async () => {
    const { sent, reads, read } = slowSpotify()
    const writing = reads.send(write)
    const during = read(list)
    sent[0]?.answer('written')
    await writing
    const after = read(list)
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET'])
    sent[1]?.answer('old')
    sent[2]?.answer('new')
    expect(await Promise.all([during, after])).toEqual(['old', 'new'])
  })

  it('never joins one from before a write that failed: it may have been carried out', async () => {
    const { sent, reads, read } = slowSpotify()
    const writing = reads.send(write)
    read(list)
    sent[0]?.fail()
    await expect(writing).rejects.toThrow('no answer')
    read(list)
    expect(sent).toHaveLength(3)
  })

  it('is still shared when the one from before is answered first', async () => {
    const { sent, reads, read } = slowSpotify()
    const before = read(list)
    reads.send(write)
    const after = read(list)
    sent[0]?.answer('old')
    await before
    const joined = read(list)
    expect(sent).toHaveLength(3)
    sent[2]?.answer('new')
    expect(await Promise.all([after, joined])).toEqual(['new', 'new'])
  })
})

describe('cached answers', () => {
  const answered = async ({ sent, read }: ReturnType<typeof slowSpotify>, url: string, text = 'one') => {
    const reading = read(url)
    sent.at(-1)?.answer(text)
    await reading
  }

  it.each(['tracks/river', 'albums/letters', 'artists/golden', 'shows/talk', 'me'])('are those of %s', async (path) => {
    const spotify = slowSpotify()
    await answered(spotify, `https://api.spotify.com/v1/${path}`)
    expect(await spotify.read(`https://api.spotify.com/v1/${path}`)).toBe('one')
    expect(spotify.sent).toHaveLength(1)
  })

  it.each(['playlists/mix', 'me/player', 'me/library/contains?uris=a', 'albums/letters/tracks', 'episodes/one', 'search?q=/v1/me'])(
    'are not those of %s, which change',
    async (path) => {
      const spotify = slowSpotify()
      for (let time = 0; time < 2; time += 1) await answered(spotify, `https://api.spotify.com/v1/${path}`)
      expect(spotify.sent).toHaveLength(2)
    },
  )

  it('of shows are gone when a write starts and when it ends: it may have changed how far episodes were heard', async () => {
    const spotify = slowSpotify()
    const show = 'https://api.spotify.com/v1/shows/talk'
    for (const url of [show, album]) await answered(spotify, url)
    const writing = spotify.reads.send({ method: 'PUT', url: 'https://api.spotify.com/v1/me/player/play' })
    const answerWrite = spotify.sent[2]?.answer
    await answered(spotify, show, 'during')
    expect(spotify.sent).toHaveLength(4)
    answerWrite?.('')
    await writing
    await answered(spotify, show, 'after')
    expect(spotify.sent).toHaveLength(5)
    expect(await spotify.read(album)).toBe('one')
  })

  it('are asked for again after an hour', async () => {
    const spotify = slowSpotify()
    await answered(spotify, album)
    const later = performance.now() + 60 * 60 * 1000
    const realNow = performance.now
    performance.now = () => later + 1_000
    try {
      spotify.read(album)
      expect(spotify.sent).toHaveLength(2)
    } finally {
      performance.now = realNow
    }
  })

  it('are gone after forget(), and one that comes later is not cached', async () => {
    const spotify = slowSpotify()
    await answered(spotify, album)
    spotify.reads.forget()
    const late = spotify.read(album)
    spotify.reads.forget()
    spotify.sent[1]?.answer('of the account before')
    await late
    spotify.read(album)
    expect(spotify.sent).toHaveLength(3)
  })

  it('are not made of an answer that a write overtook', async () => {
    const spotify = slowSpotify()
    const overtaken = spotify.read(album)
    spotify.reads.send(write)
    spotify.sent[0]?.answer('perhaps old')
    await overtaken
    spotify.read(album)
    expect(spotify.sent).toHaveLength(3)
  })
})

describe('writes', () => {
  it('are counted when they start and when they end, whatever comes of them', async () => {
    const { sent, reads } = slowSpotify()
    const before = reads.writes()
    const writing = reads.send(write)
    const during = reads.writes()
    sent[0]?.fail()
    await writing.catch(() => {})
    expect(new Set([before, during, reads.writes()]).size).toBe(3)
  })

  it('do not count when they only change what is playing', async () => {
    const { sent, reads, read } = slowSpotify()
    const before = reads.writes()
    const [pausing, reading] = [reads.send({ method: 'PUT', url: 'https://api.spotify.com/v1/me/player/pause' }), read(list)]
    for (const { answer } of sent) answer('')
    await Promise.all([pausing, reading])
    expect(reads.writes()).toBe(before)
  })
})
