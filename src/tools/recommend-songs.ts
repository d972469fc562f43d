import { z } from 'zod'
import { counted } from '../shared/counted.ts'
import { day } from '../shared/moments.ts'
import { historyNotes, knownHistory } from './listening/known-history.ts'
import { openHistory } from './listening/open-history.ts'
import { chooseSongs } from './listening/recommendations.ts'
import { type Recommended, recommended } from './listening/recommended.ts'
import { defineTool } from './runtime/define.ts'
import { limit } from './runtime/params.ts'
import { long, name, row, table, titled } from './runtime/render.ts'

const moods = ['rediscover', 'deep_cuts', 'like_lately', 'not_yet_saved'] as const

const moodWords: Record<(typeof moods)[number], string> = {
  rediscover: 'Loved once, and not heard for a year',
  deep_cuts: 'Never heard, from loved albums and artists',
  like_lately: 'By the artists of the last 30 days, not heard for 60 days or never',
  not_yet_saved: 'Much played, and not saved',
}

/** Songs from what the person themselves listened to: Spotify's own recommendations are closed to apps. */
export const recommendSongs = defineTool({
  name: 'recommend_songs',
  title: 'Recommend songs',
  description:
    'Songs for the user from their own listening, each with its reason: forgotten favourites, unheard songs of loved albums and artists. Ids go into create_playlist or play.',
  scopes: [],
  furtherScopes: ['user-library-read'],
  effect: 'read',
  input: {
    mood: z.enum(moods).optional(),
    count: limit(20, 50),
    minutes: z.int().min(5).max(600).optional().describe('total length'),
  },
  output: z.object({
    mood: z.enum(moods).optional(),
    songs: z.array(recommended),
    known: knownHistory,
    /** Why there are fewer than could be, as a sentence. */
    note: z.string().optional(),
  }),

  async run({ mood, count, minutes }, context) {
    const history = await openHistory(context)
    const chosen = await chooseSongs({ mood, count, minutes }, history, context)
    return { mood, ...chosen, known: history.known() }
  },

  render({ mood, songs, known, note }, context) {
    const notes = [...(note === undefined ? [] : [note]), ...historyNotes(known, context)]
    const what = mood === undefined ? 'From your own listening' : moodWords[mood]
    if (songs.length === 0) return table(`${what}: no songs. Try another mood.`, notes)
    const total = songs.reduce((sum, { lengthMs = 0 }) => sum + lengthMs, 0)
    return table(`${what}: ${counted(songs.length, 'song')}, about ${long(total)}`, [
      ...songs.map(({ song, artist, why }) => row(titled(song, context), name(artist), reason(why, context))),
      ...notes,
    ])
  },
})

function reason(why: Recommended['why'], { zone }: { zone: string }): string {
  switch (why.kind) {
    case 'heard':
      return `${counted(why.plays, 'play')}, last ${day(why.last, zone)}`
    case 'artist-lately': {
      const own = why.last === undefined ? 'never heard' : `${counted(why.plays, 'play')}, last ${day(why.last, zone)}`
      return `${own}; the artist ${counted(why.recent, 'play')} in 30 days`
    }
    case 'album':
      return `never heard; ${name(why.album)} has ${counted(why.plays, 'play')}`
    case 'artist':
      return `never heard; the artist has ${counted(why.plays, 'play')}`
  }
}
