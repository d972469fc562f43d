import { describe, expect, it } from 'vitest'
import { audiobook, chapter, episode, show } from '../../fake-spotify/builders.ts'
import { startListening } from './wandas-player.ts'

const of = show('Small Hours Radio')
const minutes = 60_000

/** Newest first, as Spotify lists them. */
const episodes = [
  episode({ name: 'On rivers', show: of }),
  episode({ name: 'On doors', show: of, resumePositionMs: 30 * minutes, fullyPlayed: true }),
  episode({ name: 'On lamps', show: of, resumePositionMs: 12 * minutes }),
  episode({ name: 'On winters', show: of, resumePositionMs: 5 * minutes }),
]
const [rivers, doors, lamps] = episodes
const world = { shows: [of], episodes }
const uri = `spotify:show:${of.id}`

async function play(what: string, change: Parameters<typeof startListening>[0] = {}) {
  const running = await startListening({ ...change, world })
  const answer = await running.call('play', { what })
  const body = running.spotify
    .record()
    .filter(({ path }) => path === '/v1/me/player/play')
    .at(-1)?.body
  return {
    answer: answer.replace(/\b(?=\w*\d)[0-9A-Za-z]{6}\b/g, 'ID').replace(/(\d\d?:0)[0-2] of/, '$10 of'),
    body,
    requests: running.spotify.requests(),
  }
}

describe('an episode', () => {
  it('goes on where the user stopped, and says so', async () => {
    const { answer, body } = await play(`spotify:episode:${lamps?.id}`)
    expect(answer).toMatch(
      /^Starts at 12:00, where the user stopped\. From the beginning: control_playback, action seek, value 0\.\nPlaying: \w+ On lamps .* 12:00 of 44:00/,
    )
    expect(body).toEqual({ uris: [`spotify:episode:${lamps?.id}`], position_ms: 12 * minutes })
  })

  it('is seen to go on while it is playing already', async () => {
    const { answer } = await play(`spotify:episode:${lamps?.id}`, { player: { item: lamps, context: null, upcoming: [] } })
    expect(answer).toMatch(/\nPlaying: \w+ On lamps .* 12:00 of/)
    expect(answer).not.toContain('accepted')
  })

  it('is found by its name, too', async () => {
    expect((await play('on lamps')).answer).toMatch(/^Chosen: episode ID On lamps \| best match\nStarts at 12:00/)
  })

  it.each([
    ['that was heard to its end', `spotify:episode:${doors?.id}`],
    ['that was not begun', `spotify:episode:${rivers?.id}`],
    ['that is to start over', `spotify:episode:${lamps?.id} from the beginning`],
    ['that is to start over, in German', `spotify:episode:${lamps?.id} von vorn`],
  ])('%s begins at its beginning', async (_, what) => {
    const { answer, body } = await play(what)
    expect(answer).toMatch(/^Playing: .* 0:00 of 44:00/)
    expect(body).toEqual({ uris: [what.split(' ')[0]] })
  })

  it('begins at its beginning when the position may not be read', async () => {
    const { answer, requests } = await play(`spotify:episode:${lamps?.id}`, {
      signedIn: ['user-read-playback-state', 'user-modify-playback-state'],
    })
    expect(answer).toMatch(/^Playing: \w+ On lamps .* 0:00 of 44:00/)
    expect(requests.filter((line) => line.includes('/episodes'))).toEqual([])
  })
})

describe('a show', () => {
  it('goes on with its newest episode that was begun and is not finished', async () => {
    const { answer, body } = await play('podcast Small Hours Radio')
    expect(answer).toMatch(
      /^Chosen: show ID Small Hours Radio \| best match\nEpisode: \w+ On lamps \| its newest episode that the user began and did not finish\nStarts at 12:00, .*\nPlaying: \w+ On lamps .* 12:00 of/,
    )
    expect(body).toEqual({ context_uri: uri, offset: { uri: `spotify:episode:${lamps?.id}` }, position_ms: 12 * minutes })
  })

  it.each(['the latest episode of Small Hours Radio', 'die neueste Folge von Small Hours Radio'])('plays the newest: %s', async (what) => {
    const { answer, body } = await play(what)
    expect(answer).toMatch(/\nEpisode: \w+ On rivers \| its newest episode\nPlaying: \w+ On rivers/)
    expect(body).toEqual({ context_uri: uri, offset: { uri: `spotify:episode:${rivers?.id}` } })
  })

  it('begins with its first episode when it is to start over', async () => {
    const { answer, body } = await play(`${uri} from the beginning`)
    expect(answer).toMatch(/\nEpisode: \w+ On winters \| its first episode\nPlaying: \w+ On winters .* 0:00 of/)
    expect(body).toEqual({ context_uri: uri, offset: { uri: `spotify:episode:${episodes.at(-1)?.id}` } })
  })

  it('starts at a row without looking where the user stopped', async () => {
    const running = await startListening({ world })
    expect(await running.call('play', { what: uri, position: 3 })).toMatch(/\nPlaying: \w+ On lamps .* 0:0\d of/)
    expect(running.spotify.requests().filter((line) => line.includes('/shows'))).toEqual([])
  })
})

describe('an audiobook', () => {
  const book = audiobook('Nine Winters')
  const progress = [{}, { resumePositionMs: 5 * minutes }, { resumePositionMs: 9 * minutes, fullyPlayed: true }]
  const books = {
    audiobooks: [book],
    chapters: [0, 1, 2].map((number) => chapter(book, number, progress[number])),
  }

  it.each([
    `spotify:audiobook:${book.id}`,
    `https://open.spotify.com/audiobook/${book.id}`,
    'audiobook Nine Winters',
    'das Hörbuch Nine Winters',
    'nine winters',
  ])('is not played, and it says what can be done: %s', async (what) => {
    const { callInVain, spotify } = await startListening({ world: books })
    expect(await callInVain('play', { what })).toBe(
      'Apps cannot start an audiobook on Spotify, so start "Nine Winters" in the Spotify app. The user stopped in chapter 2 at 5:00. If it was the last thing played, `play` without `what` resumes it.',
    )
    expect(spotify.requests().filter((line) => line.includes('/player'))).toEqual([])
  })

  it('says nothing of where the user stopped when that may not be read', async () => {
    const signedIn = ['user-read-playback-state', 'user-modify-playback-state']
    const { callInVain } = await startListening({ world: books, signedIn })
    expect(await callInVain('play', { what: `spotify:audiobook:${book.id}` })).not.toContain('stopped')
  })
})
