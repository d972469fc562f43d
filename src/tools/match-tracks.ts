import pLimit from 'p-limit'
import { z } from 'zod'
import { cleanText } from '../shared/clean-text.ts'
import { counted } from '../shared/counted.ts'
import { recordingsOf } from '../shared/recording.ts'
import { bareWords } from '../shared/words.ts'
import type { Track } from '../spotify/items.ts'
import { isUnanswered } from '../spotify/request/unanswered.ts'
import { leftOutWords, savedFilter } from './items/leave-out-saved.ts'
import { markedTrack, markSaved, savedMark } from './items/saved-tracks.ts'
import { doubtfulFrom, matchConfidence, mostWithoutArtist, sureFrom } from './matching/match-score.ts'
import { mostQueries, type Reading, readSongLine, type SongLine } from './matching/song-lines.ts'
import { defineTool, type ToolContext } from './runtime/define.ts'
import { exclude } from './runtime/params.ts'
import { duration, name, names, type RenderContext, row, table, titled } from './runtime/render.ts'
import { stopped } from './runtime/stopped.ts'

const match = z.object({ track: markedTrack, confidence: z.number() })

const lineResult = z.object({
  line: z.int(),
  text: z.string(),
  /** `saved`: it is left out, since that was asked for. */
  state: z.enum(['sure', 'doubtful', 'not-found', 'not-asked', 'saved']),
  matches: z.array(match),
  /** Doubtful for no other reason than that the line names no artist: the title fits. */
  onlyTitle: z.boolean().optional(),
})

type LineResult = z.output<typeof lineResult>

/** So many hits are looked at: releases of one song often fill the first five. */
const candidates = 10

/** A second search is for the artist alone, whose songs are many. */
const secondCandidates = 20

/** So many lines are looked for a second and a third time, so that a list of songs that nobody has stays affordable. */
const mostSecondSearches = 20

const shownAlternatives = 3

/** Lines of text to ids, one search for each line that is not a repetition: a list that somebody wrote becomes one that can be played. */
export const matchTracks = defineTool({
  name: 'match_tracks',
  title: 'Match tracks',
  description:
    'Find the track ids for up to 100 lines such as "Artist - Title" or "Title by Artist", to make a playlist of a written list. Returns a row a line with its confidence; doubtful ones with alternatives.',
  scopes: [],
  furtherScopes: ['user-library-read'],
  effect: 'read',
  input: { lines: z.array(z.string().trim().min(1).max(300)).min(1).max(100), exclude: exclude() },
  output: z.object({
    lines: z.array(lineResult),
    note: z.string().optional(),
    notAsked: z.object({ why: z.string(), lines: z.int() }).optional(),
    stopped,
  }),

  async run({ lines, exclude }, context) {
    const asked = lines.map((text) => ({ text: cleanText(text, 200), line: readSongLine(text) }))
    const found = new Map<string, Track[]>()
    const judged = ({ queries, readings }: SongLine) =>
      judge(
        readings,
        queries.flatMap((query) => found.get(bareWords(query)) ?? []),
      )
    const first = asked.flatMap(({ line }) => line.queries.slice(0, 1))
    const [firstStop, saved] = await Promise.all([searchAll(first, candidates, found, context), exclude ? savedFilter(context) : undefined])
    let stop = firstStop
    for (let round = 1; round < mostQueries && !stop; round += 1) {
      const missing = asked
        .filter(({ line }) => judged(line).state === 'not-found')
        .flatMap(({ line }) => line.queries.slice(round, round + 1))
      stop = await searchAll(missing.slice(0, mostSecondSearches), secondCandidates, found, context)
    }
    const results = asked.map(({ text, line }, index): LineResult => {
      const wasAsked = line.queries.slice(0, 1).every((query) => found.has(bareWords(query)))
      return { line: index + 1, text, ...(wasAsked ? judged(line) : { state: 'not-asked', matches: [] }) }
    })
    const notAsked = results.filter(({ state }) => state === 'not-asked').length
    const isSaved = saved?.isSaved
    return {
      lines: results.map((result) => (isSaved ? withoutSaved(result, isSaved) : { ...result, matches: marked(result, context) })),
      note: saved?.note,
      ...(stop !== undefined && { notAsked: { why: stop, lines: notAsked } }),
    }
  },

  lists: ({ lines }) => [lines],

  render({ lines, note, notAsked, stopped }, context) {
    const count = (state: LineResult['state']) => lines.filter((line) => line.state === state).length
    const parts = [
      `${count('sure')} of ${counted(lines.length, 'line')} matched`,
      ...(count('doubtful') > 0 ? [`${count('doubtful')} doubtful (marked ?)`] : []),
      ...(count('not-found') > 0 ? [`${count('not-found')} not found`] : []),
      ...(count('saved') > 0 ? [leftOutWords(count('saved'))] : []),
    ]
    const titles = lines.filter(({ onlyTitle }) => onlyTitle).length
    const notes = [
      ...(titles === 0
        ? []
        : [
            `Doubtful only because no artist is given: ${counted(titles, 'line')}. The title fits: if it is the only match, go on with it.`,
          ]),
      ...(note === undefined ? [] : [note]),
      ...(notAsked === undefined ? [] : [`${counted(notAsked.lines, 'line')} not looked for: ${notAsked.why}`]),
    ]
    const rest = stopped ? [`The lines after line ${stopped.next} are missing: ${stopped.why} Match them in another call.`] : []
    return table(`${parts.join(', ')}: line id title | artists | album | length | confidence`, [
      ...notes,
      ...lines.filter(({ state }) => state !== 'not-asked' && state !== 'saved').map((line) => resultLine(line, context)),
      ...rest,
    ])
  },
})

/**
 * Searches once for each query that is not known yet. When Spotify asks to stop halfway, what was found so far is worth keeping.
 *
 * @param found by the words of the query; gets what is found now
 * @returns why it stopped before the end
 * @throws Problem when nothing was found before
 */
async function searchAll(
  queries: string[],
  limit: number,
  found: Map<string, Track[]>,
  { spotify, progress }: ToolContext,
): Promise<string | undefined> {
  const inTurn = pLimit(8)
  const missing = new Map<string, string>()
  for (const query of queries) {
    const key = bareWords(query)
    if (!found.has(key) && !missing.has(key)) missing.set(key, query)
  }
  const total = found.size + missing.size
  let stop: Error | undefined
  const search = async (key: string, query: string) => {
    if (stop) return
    try {
      found.set(key, (await spotify.catalog.searchTracks(query, { limit })).rows)
      progress(found.size, total)
    } catch (error) {
      if (!isUnanswered(error)) throw error
      stop ??= error
    }
  }
  await Promise.all([...missing].map(([key, query]) => inTurn(search, key, query)))
  if (stop && found.size === 0) throw stop
  return stop?.message
}

/** A line whose song is saved goes, and so do saved alternatives of a doubtful one. */
function withoutSaved(result: LineResult, isSaved: (track: Track) => boolean): LineResult {
  const matches = result.matches.filter(({ track }) => !isSaved(track))
  return { ...result, matches, state: matches.length === 0 && result.matches.length > 0 ? 'saved' : result.state }
}

function marked({ matches }: LineResult, context: ToolContext): LineResult['matches'] {
  const tracks = markSaved(
    matches.map(({ track }) => track),
    context,
  )
  return matches.map((match, index) => ({ ...match, track: tracks[index] ?? match.track }))
}

/** Other releases of what is shown already are no alternatives. */
function judge(readings: Reading[], tracks: Track[]): Pick<LineResult, 'state' | 'matches' | 'onlyTitle'> {
  const matches = tracks
    .filter(({ id }, index) => id === undefined || tracks.findIndex((other) => other.id === id) === index)
    .map((track) => ({ track, confidence: Math.round(100 * matchConfidence(readings, track)) / 100 }))
    .filter(({ confidence }) => confidence >= doubtfulFrom)
    .sort((one, other) => other.confidence - one.confidence)
  const [best] = matches
  if (!best) return { state: 'not-found', matches: [] }
  if (best.confidence >= sureFrom) return { state: 'sure', matches: [best] }
  const onlyTitle = best.confidence === mostWithoutArtist && readings.every(({ artist }) => artist === undefined)
  return { state: 'doubtful', matches: eachRecordingOnce(matches).slice(0, shownAlternatives), onlyTitle }
}

function eachRecordingOnce(matches: LineResult['matches']): LineResult['matches'] {
  const shown = recordingsOf()
  return matches.filter(({ track }) => {
    const isNew = shown.find(track) === undefined
    shown.add(track)
    return isNew
  })
}

/** `3 58L98x Midnight River | Golden Static | Quiet Harbor Letters | 4:58 | 98%`; of a doubtful line its text and each alternative. */
function resultLine({ line, text, state, matches }: LineResult, context: RenderContext): string {
  if (state === 'not-found') return `${line} not found: ${name(text)}`
  const shown = matches.map(({ track, confidence }) =>
    row(
      titled(track, context),
      names(track.artists),
      track.album && name(track.album.name),
      duration(track.durationMs),
      `${Math.round(confidence * 100)}%${savedMark(track)}`,
    ),
  )
  return state === 'sure' ? `${line} ${shown[0]}` : `${line} ? ${name(text)}: ${shown.join(' or ')}`
}
