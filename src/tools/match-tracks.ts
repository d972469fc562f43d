import pLimit from 'p-limit'
import { z } from 'zod'
import { cleanText } from '../shared/clean-text.ts'
import { counted } from '../shared/counted.ts'
import { bareWords } from '../shared/songs.ts'
import { track } from '../spotify/items.ts'
import { isUnanswered } from '../spotify/request/unanswered.ts'
import { doubtfulFrom, matchConfidence, sureFrom } from './matching/match-score.ts'
import { readSongLine, type SongLine } from './matching/song-lines.ts'
import { defineTool, type ToolContext } from './runtime/define.ts'
import { name, names, type RenderContext, row, table, titled } from './runtime/render.ts'

const match = z.object({ track, confidence: z.number() })

const lineResult = z.object({
  line: z.int(),
  text: z.string(),
  state: z.enum(['sure', 'doubtful', 'not-found', 'not-asked']),
  matches: z.array(match),
})

type LineResult = z.output<typeof lineResult>

/** So many hits are looked at: releases of one song often fill the first five. */
const candidates = 10

const shownAlternatives = 3

/** Lines of text to ids, one search for each line that is not a repetition: a list that somebody wrote becomes one that can be played. */
export const matchTracks = defineTool({
  name: 'match_tracks',
  title: 'Match tracks',
  description:
    'Find the track ids for up to 100 lines such as "Artist - Title" or "Title by Artist", to make a playlist of a written list. Returns a row a line with its confidence; doubtful ones with alternatives.',
  scopes: [],
  effect: 'read',
  input: { lines: z.array(z.string().trim().min(1).max(300)).min(1).max(100) },
  output: z.object({ lines: z.array(lineResult), stopped: z.string().optional() }),

  async run({ lines }, context) {
    const asked = lines.map((text) => ({ text: cleanText(text, 200), line: readSongLine(text) }))
    const queries = new Map<string, string>()
    for (const { line } of asked) if (!queries.has(bareWords(line.query))) queries.set(bareWords(line.query), line.query)
    const { found, stopped } = await searchAll(queries, context)
    return {
      lines: asked.map(({ text, line }, index): LineResult => {
        const tracks = found.get(bareWords(line.query))
        return { line: index + 1, text, ...(tracks === undefined ? { state: 'not-asked', matches: [] } : judge(line, tracks)) }
      }),
      stopped,
    }
  },

  render({ lines, stopped }, context) {
    const count = (state: LineResult['state']) => lines.filter((line) => line.state === state).length
    const parts = [
      `${count('sure')} of ${counted(lines.length, 'line')} matched`,
      ...(count('doubtful') > 0 ? [`${count('doubtful')} doubtful (marked ?)`] : []),
      ...(count('not-found') > 0 ? [`${count('not-found')} not found`] : []),
    ]
    const note = stopped === undefined ? [] : [`${counted(count('not-asked'), 'line')} not looked for: ${stopped}`]
    return table(`${parts.join(', ')}: line id title | artists | confidence`, [
      ...note,
      ...lines.filter(({ state }) => state !== 'not-asked').map((line) => resultLine(line, context)),
    ])
  },
})

type Found = { found: Map<string, z.output<typeof track>[]>; stopped?: string }

/**
 * When Spotify asks to stop halfway, what was found so far is worth keeping.
 *
 * @param queries by what makes them the same
 * @throws Problem when nothing was found before
 */
async function searchAll(queries: Map<string, string>, { spotify, progress }: ToolContext): Promise<Found> {
  const inTurn = pLimit(8)
  const found: Found['found'] = new Map()
  let stop: Error | undefined
  const search = async (key: string, query: string) => {
    if (stop) return
    try {
      found.set(key, (await spotify.catalog.searchTracks(query, candidates)).rows)
      progress(found.size, queries.size)
    } catch (error) {
      if (!isUnanswered(error)) throw error
      stop ??= error
    }
  }
  await Promise.all([...queries].map(([key, query]) => inTurn(search, key, query)))
  if (stop && found.size === 0) throw stop
  return { found, stopped: stop?.message }
}

function judge({ readings }: SongLine, tracks: z.output<typeof track>[]): Pick<LineResult, 'state' | 'matches'> {
  const matches = tracks
    .map((track) => ({ track, confidence: Math.round(100 * matchConfidence(readings, track)) / 100 }))
    .filter(({ confidence }) => confidence >= doubtfulFrom)
    .sort((one, other) => other.confidence - one.confidence)
  const [best] = matches
  if (!best) return { state: 'not-found', matches: [] }
  if (best.confidence >= sureFrom) return { state: 'sure', matches: [best] }
  return { state: 'doubtful', matches: matches.slice(0, shownAlternatives) }
}

/** `3 58L98x Midnight River | Golden Static | 98%`; of a doubtful line its text and each alternative. */
function resultLine({ line, text, state, matches }: LineResult, context: RenderContext): string {
  if (state === 'not-found') return `${line} not found: ${name(text)}`
  const shown = matches.map(({ track, confidence }) =>
    row(titled(track, context), names(track.artists), `${Math.round(confidence * 100)}%`),
  )
  return state === 'sure' ? `${line} ${shown[0]}` : `${line} ? ${name(text)}: ${shown.join(' or ')}`
}
