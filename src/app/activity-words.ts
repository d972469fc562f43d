import type { ActivityKind } from '../shared/activity.ts'
import { cleanText } from '../shared/clean-text.ts'
import type { AnsweredCall } from '../tools/runtime/call-tool.ts'

/** What a tool does: its kind, how it is told, and how it is told when it failed. `%` is what it was asked about. */
type Telling = { kind: ActivityKind; did: string; could: string }

const tell = (kind: ActivityKind, did: string, could: string): Telling => ({ kind, did, could })

const tellings: Record<string, Telling> = {
  search_tracks: tell('search', 'Searched Spotify for %', 'search Spotify for %'),
  search_catalog: tell('search', 'Searched Spotify for %', 'search Spotify for %'),
  find_in_library: tell('search', 'Searched your library for %', 'search your library for %'),
  match_tracks: tell('search', 'Looked for the songs of a list', 'look for the songs of a list'),
  find_plays: tell('search', 'Searched your listening history for %', 'search your listening history for %'),
  count_plays: tell('look', 'Counted how often you heard %', 'count how often you heard %'),
  get_item: tell('look', 'Looked at %', 'look at %'),
  get_user_playlists: tell('look', 'Looked at your playlists', 'look at your playlists'),
  get_playlist_items: tell('look', 'Read the playlist %', 'read the playlist %'),
  get_library: tell('look', 'Looked at your library', 'look at your library'),
  compare_playlists: tell('look', 'Compared two playlists', 'compare two playlists'),
  get_user_top_artists: tell('look', 'Looked at your top artists', 'look at your top artists'),
  get_user_top_tracks: tell('look', 'Looked at your top songs', 'look at your top songs'),
  get_recently_played: tell('look', 'Looked at what you played last', 'look at what you played last'),
  get_listening_stats: tell('look', 'Looked at your listening statistics', 'look at your listening statistics'),
  analyze_taste: tell('look', 'Looked at your taste', 'look at your taste'),
  recommend_songs: tell('look', 'Looked for songs you may like', 'look for songs you may like'),
  get_whats_new: tell('look', 'Looked for new releases', 'look for new releases'),
  get_user_profile: tell('look', 'Looked at your profile', 'look at your profile'),
  get_playback: tell('look', 'Looked at what is playing', 'look at what is playing'),
  play: tell('play', 'Played %', 'play %'),
  control_playback: tell('play', 'Used the player: %', 'use the player: %'),
  queue_items: tell('play', 'Added to the queue: %', 'add to the queue: %'),
  create_playlist: tell('change', 'Worked on the new playlist %', 'create the playlist %'),
  edit_playlist: tell('change', 'Worked on the playlist %', 'change the playlist %'),
  edit_library: tell('change', 'Worked on your library', 'change your library'),
  undo_change: tell('change', 'Looked at what can be undone', 'undo a change'),
  export_list: tell('look', 'Saved a list as a file: %', 'save a list as a file: %'),
}

/** The parameters that say what a call is about, the most telling first. */
const subjects = ['query', 'what', 'action', 'name', 'playlist', 'item', 'items', 'list', 'artist', 'words', 'period']

const longestSubject = 80
const longestReason = 160

/** What a call did, as a sentence without the full stop: `Searched your library for "river": 341 found`, `Couldn't play "Opalite": No device is active`. */
export function activityWords({ tool, parameters, answer }: Pick<AnsweredCall, 'tool' | 'parameters' | 'answer'>): {
  kind: ActivityKind
  words: string
} {
  const { kind, did, could } = tellings[tool] ?? tell('look', `Used ${tool}`, `use ${tool}`)
  const subject = subjectOf(parameters)
  const about = (words: string) => (subject === undefined ? words.replace(/:? (?:for )?%/, '') : words.replace('%', () => subject))
  // That sentence is for the model: it names tools and parameters.
  const reason = answer.problem === 'invalid-arguments' ? 'the app asked in a wrong way' : firstSentence(answer.text)
  if (answer.failed) return { kind, words: `Couldn't ${about(could)}: ${reason}` }
  const found = kind === 'search' ? /\bof ([\d,]+)/.exec(answer.text.split('\n', 1)[0] ?? '')?.[1] : undefined
  return { kind, words: `${about(did)}${found === undefined ? '' : `: ${found} found`}` }
}

function subjectOf(parameters: unknown): string | undefined {
  if (typeof parameters !== 'object' || parameters === null) return undefined
  const given = parameters as Record<string, unknown>
  for (const name of subjects) {
    const value = given[name]
    const [first, ...others] = Array.isArray(value) ? value : [value]
    if (typeof first !== 'string' || first.trim() === '') continue
    return `"${cleanText(first, longestSubject)}"${others.length > 0 ? ` and ${others.length} more` : ''}`
  }
  return undefined
}

function firstSentence(text: string): string {
  const [sentence = ''] = text.split(/\.(?:\s|$)/, 1)
  return cleanText(sentence, longestReason)
}
