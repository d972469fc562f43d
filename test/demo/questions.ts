import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { callTool } from '../product.ts'

/** A question as a person asks it, and the call that an app makes of it. `receipt` is that of the latest change. */
export type Question = { asked: string; tool: string; parameters: Record<string, unknown> | ((receipt: string) => Record<string, unknown>) }

/** A question with the call as it was made, and its answer. */
export type Answered = { asked: string; tool: string; parameters: Record<string, unknown>; text: string }

/** Answered by Spotify. */
export const questionsToSpotify: Question[] = [
  { asked: 'Find me something about a midnight river.', tool: 'search_tracks', parameters: { query: 'midnight river', limit: 5 } },
  { asked: 'What did I listen to last?', tool: 'get_recently_played', parameters: { limit: 5 } },
  { asked: 'Who are my favourite artists of the last months?', tool: 'get_user_top_artists', parameters: { limit: 10 } },
]

/** Answered from ten invented years of listening (test/history/ten-years.ts). */
export const questionsAboutYears: Question[] = [
  {
    asked: 'How many times have I listened to The Life of a Showgirl already?',
    tool: 'count_plays',
    parameters: { what: 'The Life of a Showgirl' },
  },
  { asked: 'Who did I listen to most last summer?', tool: 'get_listening_stats', parameters: { from: 'last summer', limit: 5 } },
  { asked: 'Which songs did I love and forget?', tool: 'recommend_songs', parameters: { mood: 'rediscover', count: 5 } },
]

/** What people ask to be done. Each is asked after those before it. */
export const requests: Question[] = [
  {
    asked: 'Play Midnight River in the kitchen.',
    tool: 'play',
    parameters: { what: 'Midnight River by Golden Static', device: 'kitchen' },
  },
  {
    asked: 'Make a playlist of the songs that I forgot.',
    tool: 'create_playlist',
    parameters: { name: 'Loved and forgotten', items: ['0n6820', '4TlJ2L', '5dA12i', '5M4VSX', '4GbAOH'] },
  },
  { asked: 'I changed my mind. Undo that.', tool: 'undo_change', parameters: (receipt) => ({ receipt }) },
  {
    asked: 'Take the songs by Little Union out of Road Trip, but show me first.',
    tool: 'edit_playlist',
    parameters: { playlist: 'Road Trip', remove: { filter: 'Little Union' }, dry_run: true },
  },
]

/** Asks one question after the other. @throws Error when one is not answered */
export async function* answered(client: Client, questions: Question[]): AsyncGenerator<Answered> {
  let receipt = ''
  for (const { asked, tool, parameters: given } of questions) {
    const parameters = typeof given === 'function' ? given(receipt) : given
    const { text, failed } = await callTool(client, tool, parameters)
    if (failed) throw new Error(`"${asked}" failed: ${text}`)
    receipt = /^Receipt (\w+):/m.exec(text)?.[1] ?? receipt
    yield { asked, tool, parameters, text }
  }
}
