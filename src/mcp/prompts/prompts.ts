import { z } from 'zod'
import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import { historyPrompts } from './history-prompts.ts'
import { line, type Prompt, type PromptArgument } from './prompt.ts'

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

/**
 * The tasks that are worth a place in a client's menu.
 *
 * In the texts, parameters stand in backticks, each after the tool that takes it; a test holds them to the tools as they are.
 */
export const prompts: Prompt[] = [
  {
    name: 'dj',
    title: 'Be my DJ',
    description: 'Plays music for you, song by song, and listens to what you say about it',
    tools: ['get_playback', 'get_recently_played', 'get_user_top_tracks', 'match_tracks', 'play', 'queue_items', 'control_playback'],
    arguments: {
      device: { description: 'Where to play, such as Kitchen', schema: line(100).optional(), suggest: 'device' },
    },
    text: ({ device }) => `Be my DJ on Spotify${device ? `. Play on the device "${device}"` : ''}.

1. Look at get_playback \`{"include": ["devices", "queue"]}\`, get_recently_played and get_user_top_tracks \`{"time_range": "short_term"}\` to learn what I like and what I just heard.
2. Unless I said so already, ask me in one sentence what I am in the mood for.
3. Choose about 8 songs: some I know, some I do not, none that I just played. Check them with one call of match_tracks, and use only the ids that it is sure of. Start the first with play, then add the others in order with one call of queue_items${device ? `, both with \`{"device": ${JSON.stringify(device)}}\`` : ''}.
4. Introduce the set in two or three sentences, the way a radio host does.
5. From then on follow what I say: skip, pause or change the volume with control_playback, add more that fits with queue_items. What is in the queue cannot be taken out again, so add only a few songs at a time.

After each command tell me what is really playing, as the answer says it. If no device is ready, say which one I should open Spotify on.`,
  },
  {
    name: 'playlist_from_mood',
    title: 'Playlist from a mood',
    description: 'Makes a new playlist of a given length for a mood or an occasion',
    tools: ['get_user_top_artists', 'get_user_top_tracks', 'match_tracks', 'create_playlist'],
    arguments: {
      mood: { description: 'A mood or an occasion, such as rainy Sunday', schema: line(200) },
      minutes: { description: 'How long it should be', schema: minutes },
    },
    text: ({ mood, minutes }) => `Make me a Spotify playlist for this mood: "${mood}". It should be about ${minutes} minutes long.

1. Learn my taste with get_user_top_artists and get_user_top_tracks.
2. Choose songs from your own knowledge, about ${songsFor(minutes)} so that enough are left: by artists I like and by ones like them. At most two by the same artist, no song twice. About a third should be new to me; all of them if the mood says so.
3. Check them with match_tracks, up to 100 in a call: the familiar ones in one call and the new ones in another with \`{"exclude": "saved"}\`, which leaves out what I have. Use only the ids that it is sure of; of a line marked ? only an alternative that you really meant.
4. Show me a name and the songs, in an order that flows from beginning to end, and ask whether it is right.
5. When I agree, make it with one call of create_playlist: all the ids as \`items\`, a short \`description\`, and \`{"minutes": ${minutes}}\`, which stops at that length. Do not add up the lengths yourself.
6. Tell me how many songs are in it and how long it is, as the answer says it. If it is much too short, say so and offer more songs.`,
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

1. Read all of it with get_playlist_items. If the first line says that there is more, go on with the \`offset\` that it names until nothing is left. If it is not my own playlist, say that it cannot be changed, and stop.
2. Preview with edit_playlist, with the id of the playlist from the first line: \`{"remove": {"duplicates": "recording", "unavailable": true}, "dry_run": true}\`. This finds the same song twice, other releases of the same recording, and songs that are no longer available.
3. Tell me in a few lines what would go, what cannot be brought back, and, as a question, which songs do not fit with the rest. Live versions and remixes are other songs: they stay unless I say so.
4. Put what I agree to into one call. If other releases should stay, use \`{"remove": {"duplicates": "exact"}}\`; songs that I named go with their ids as \`{"remove": {"items": ["id"]}}\`, not by position. If that is not what you previewed, preview it again.
5. Only after I agreed, make the same call without \`dry_run\`. Change nothing that I did not agree to.
6. Say what was changed, as the answer says it, and name its receipt: undo_change with this \`receipt\` brings it back.`,
  },
  {
    name: 'weekly_review',
    title: 'My week in music',
    description: 'Looks back on what you listened to lately',
    tools: ['get_recently_played', 'get_user_top_artists', 'get_user_top_tracks', 'match_tracks'],
    arguments: {},
    text: () => `Look back with me on my last days of music on Spotify.

1. Read get_recently_played \`{"limit": 50}\`, then get_user_top_artists and get_user_top_tracks, each with \`{"time_range": "short_term"}\` and with \`{"time_range": "medium_term"}\`. Spotify keeps only the last 50 plays: say which days they cover, and do not claim more. The top lists have an order, but no numbers of plays.
2. Tell me in a short, friendly text: what I played most and when in the day, which artists are new among my favourites and which have faded, and one thing that surprised you. Name only what the answers show; no invented numbers.
3. Close with three songs that I do not have yet and might like, with a reason each. Choose about six, check them with match_tracks \`{"exclude": "saved"}\`, and name three of those that it is sure of.`,
  },
  ...historyPrompts,
]

/** Half as many again as the length needs: some are not found, or are left out. A song takes about four minutes. */
function songsFor(minutes: string | undefined): number {
  return Math.ceil((Number(minutes) / 4) * 1.5)
}

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
