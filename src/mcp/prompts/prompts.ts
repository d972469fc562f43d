import { z } from 'zod'
import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import type { SuggestionKind } from '../completion/suggestions.ts'

/** One thing to fill in. Clients send all of them as text. */
export type PromptArgument = { description: string; schema: z.ZodType<string | undefined>; suggest?: SuggestionKind }

/** A task that a person picks from a list: what they say to the model then. */
export type Prompt = {
  name: string
  title: string
  description: string
  /** The tools without which it makes no sense: it is offered only together with them. */
  tools: string[]
  arguments: Record<string, PromptArgument>
  /** What the model reads. Values were checked; a missing one was optional. */
  text(values: Record<string, string | undefined>): string
}

/** Names of devices, playlists and moods: one line, no control characters. */
const line = (maximumLength: number) =>
  z
    .string()
    .transform((text) => cleanText(text, maximumLength))
    .refine((text) => text !== '', 'is empty')

const fewestMinutes = 10
const mostMinutes = 600

const minutes = z
  .string()
  .trim()
  .regex(/^\d{1,4}$/, 'is not a whole number of minutes')
  .refine(
    (text) => Number(text) >= fewestMinutes && Number(text) <= mostMinutes,
    `is out of range: it can be ${fewestMinutes} to ${mostMinutes}`,
  )

/** The tasks that are worth a place in a client's menu. */
export const prompts: Prompt[] = [
  {
    name: 'dj',
    title: 'Be my DJ',
    description: 'Plays music for you, song by song, and listens to what you say about it',
    tools: ['get_playback', 'get_recently_played', 'get_user_top_tracks', 'search_tracks', 'play', 'queue_items', 'control_playback'],
    arguments: {
      device: { description: 'Where to play, such as Kitchen', schema: line(100).optional(), suggest: 'device' },
    },
    text: ({ device }) => `Be my DJ on Spotify${device ? `. Play on the device "${device}"` : ''}.

1. Look at get_playback (with devices and queue), get_recently_played and get_user_top_tracks (short_term) to learn what I like and what I just heard.
2. Unless I said so already, ask me in one sentence what I am in the mood for.
3. Find 5 to 8 songs with search_tracks: some I know, some I do not, none that I just played. Start the first with play, add the others in order with queue_items.
4. Introduce the set in two or three sentences, the way a radio host does.
5. From then on follow what I say: skip, pause or change the volume with control_playback, add more that fits with queue_items. What is in the queue cannot be taken out again, so add only a few songs at a time.

After each command tell me what is really playing, as the answer says it.`,
  },
  {
    name: 'playlist_from_mood',
    title: 'Playlist from a mood',
    description: 'Makes a new playlist of a given length for a mood or an occasion',
    tools: ['get_user_top_artists', 'get_user_top_tracks', 'search_tracks', 'create_playlist', 'get_playlist_items'],
    arguments: {
      mood: { description: 'A mood or an occasion, such as rainy Sunday', schema: line(200) },
      minutes: { description: 'How long it should be', schema: minutes },
    },
    text: ({ mood, minutes }) => `Make me a Spotify playlist for this mood: "${mood}". It should be about ${minutes} minutes long.

1. Learn my taste with get_user_top_artists and get_user_top_tracks.
2. Find fitting songs with search_tracks, with a high limit and several different searches: by artists I like, by ones like them, by genre and year. About a third should be new to me (exclude: "saved" leaves out what I have). At most two songs by the same artist, no song twice.
3. Add up the lengths; stay within 5 minutes of ${minutes}. Put the songs in an order that flows from beginning to end.
4. Show me the name and the list, and ask whether it is right. Then make it with one call of create_playlist: private, with a short description and all the items.
5. Check the result with get_playlist_items and tell me its length.`,
  },
  {
    name: 'tidy_playlist',
    title: 'Tidy a playlist',
    description: 'Finds duplicates and songs that no longer play in one of your playlists, and cleans up after you agreed',
    tools: ['get_playlist_items', 'edit_playlist', 'undo_change'],
    arguments: {
      playlist: { description: 'Its name, id or link', schema: line(300), suggest: 'playlist' },
    },
    text: ({ playlist }) => `Tidy my Spotify playlist "${playlist}".

1. Read it with get_playlist_items.
2. Tell me in a few lines what is wrong with it: the same song twice, other versions of the same song, songs that are no longer available, songs that do not fit with the rest.
3. Preview each change with edit_playlist and dry_run: true, removing duplicates first (duplicates: "recording" also removes other releases of a song that stays), then what is unavailable. Show me what would go, and what cannot be brought back.
4. Only after I agreed, make the same calls without dry_run. Change nothing that I did not agree to.
5. Say what was changed, and that undo_change brings it back.`,
  },
  {
    name: 'weekly_review',
    title: 'My week in music',
    description: 'Looks back on what you listened to lately',
    tools: ['get_recently_played', 'get_user_top_artists', 'get_user_top_tracks', 'search_tracks'],
    arguments: {},
    text: () => `Look back with me on my last days of music on Spotify.

1. Read get_recently_played with limit 50, and get_user_top_artists and get_user_top_tracks for short_term and for medium_term. Spotify keeps only the last 50 plays: say which days they cover, and do not claim more.
2. Tell me in a short, friendly text: what I played most and when in the day, which artists are new among my favourites and which have faded, and one thing that surprised you. Name only what the answers show; no invented numbers.
3. Close with three songs that I did not play lately and might like, found with search_tracks, with a reason each.`,
  },
]

/**
 * Fills a prompt in.
 *
 * @throws Problem `invalid-arguments` that says what is wrong with which argument
 */
export function promptText(prompt: Prompt, given: Record<string, string>): string {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(prompt.arguments, name))
  if (unknown !== undefined) throw wrong(prompt, `has no "${cleanText(unknown, 40)}"`)
  const values = Object.entries(prompt.arguments).map(([name, { schema }]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    // Clients send the fields of a form that were left empty as empty texts.
    const result = schema.safeParse(value?.trim() === '' ? undefined : value)
    if (result.success) return [name, result.data] as const
    throw wrong(prompt, value?.trim() ? `: ${name} ${result.error.issues[0]?.message}` : `needs ${name}`)
  })
  return prompt.text(Object.fromEntries(values))
}

/** Whether it has to be filled in. */
export function isRequired({ schema }: PromptArgument): boolean {
  return !schema.safeParse(undefined).success
}

function wrong(prompt: Prompt, what: string): Problem {
  const takes = Object.entries(prompt.arguments).map(([name, argument]) => `${name} (${argument.description})`)
  const sentence = `The prompt ${prompt.name} ${what}.`.replace(' : ', ': ')
  return new Problem('invalid-arguments', `${sentence} ${takes.length > 0 ? `It takes ${takes.join(', ')}.` : 'It takes nothing.'}`)
}
