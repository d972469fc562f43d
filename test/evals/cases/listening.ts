import { doesNotTell, nothingChanged, tells } from '../checks.ts'
import { call, type EvalCase } from '../eval-case.ts'

/** Questions about what was listened to, over the years. */
export const listening: EvalCase[] = [
  {
    name: 'count the plays of a song',
    language: 'English',
    says: 'how many times have i listened to midnight river already??',
    history: true,
    script: [call('count_plays', { what: 'Midnight River' })],
    checks: [tells('12 plays', '12 times'), tells('2021-01-10', 'January 10, 2021', '10 January 2021'), nothingChanged],
    within: { calls: 2, tokens: 250 },
  },
  {
    name: 'say what was played on an evening',
    language: 'German',
    says: 'Was lief bei mir an Halloween abends?',
    history: true,
    script: [call('find_plays', { from: '2026-10-31T17:00', to: '2026-11-01T03:00' })],
    checks: [tells('Kalter Kaffee'), doesNotTell('Harbor Lights'), nothingChanged],
    within: { calls: 2, tokens: 250 },
  },
  {
    name: 'rank the songs of a year',
    language: 'Spanish',
    says: '¿Cuál fue mi canción más escuchada de 2022?',
    history: true,
    script: [call('get_listening_stats', { group_by: 'song', from: '2022', order: 'plays', limit: 3 })],
    checks: [tells('Paper Moon'), tells('20'), doesNotTell('Harbor Lights'), nothingChanged],
    within: { calls: 2, tokens: 250 },
  },
  {
    name: 'say whether a taste is eclectic',
    language: 'English',
    says: 'is my taste eclectic or do i just play the same bands on repeat?',
    history: true,
    script: [call('analyze_taste')],
    checks: [tells('Golden Static'), tells('Velvet Rivers'), nothingChanged],
    within: { calls: 2, tokens: 900 },
  },
  {
    name: 'bring back a forgotten favourite',
    language: 'German',
    says: 'Gibt es Songs, die ich früher geliebt und dann vergessen habe?',
    history: true,
    script: [call('recommend_songs', { mood: 'rediscover' })],
    checks: [tells('Paper Moon'), doesNotTell('Harbor Lights'), nothingChanged],
    within: { calls: 2, tokens: 250 },
  },
]
