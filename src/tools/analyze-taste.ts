import { z } from 'zod'
import type { Chart } from '../charts/chart.ts'
import type { Taste } from '../history/questions/taste.ts'
import { tasteUri } from '../shared/taste-view.ts'
import { heardItemOf } from './listening/heard-item.ts'
import { historyNotes, type KnownHistory, knownHistory } from './listening/known-history.ts'
import { openHistory } from './listening/open-history.ts'
import { periodParameters, readFromTo } from './listening/period.ts'
import { type SavedMusic, savedMusic } from './listening/saved-music.ts'
import { weekCells } from './listening/stats-chart.ts'
import { tasteCard } from './listening/taste-card.ts'
import { tasteLines } from './listening/taste-lines.ts'
import { tasteResult } from './listening/taste-result.ts'
import { defineTool } from './runtime/define.ts'
import { pictured } from './runtime/draw-picture.ts'
import { type RenderContext, table } from './runtime/render.ts'

/** So many songs of the night are told. */
const fewPleasures = 3

/** How the user listens, in words and numbers: docs/statistics.md defines every one. */
export const analyzeTaste = defineTool({
  name: 'analyze_taste',
  title: 'Analyze taste',
  description:
    'How varied the user listens, compared with their own earlier years: new, loyal and dormant artists, forgotten favourites, obsessions, skips, streaks, listening clock, decades, guilty pleasures.',
  scopes: [],
  furtherScopes: ['user-library-read'],
  effect: 'read',
  input: { ...periodParameters(), chart: z.boolean().default(false) },
  output: z.object({
    period: z.string().optional(),
    taste: tasteResult,
    known: knownHistory,
    /** Why what needs the library is missing, as a sentence. */
    lacking: z.string().optional(),
    chart: pictured.optional(),
  }),

  page: tasteUri,

  async run({ from, to, chart }, context) {
    const { name, ...period } = readFromTo({ from, to }, context)
    const history = await openHistory(context)
    const { artistYears, nights, albums, ...taste } = await history.ask('taste', { period, chart })
    const saved = await savedMusic(context)
    return {
      period: name,
      taste: {
        ...taste,
        forgotten: taste.forgotten.map(asItem),
        obsessions: taste.obsessions.map(asItem),
        skipped: taste.skipped.map(asItem),
        ...(typeof saved !== 'string' && {
          guilty: nights
            .filter((song) => !saved.isSaved(song.name, song.artist))
            .slice(0, fewPleasures)
            .map(asItem),
          decades: decades(albums, saved),
        }),
      },
      known: history.known(period),
      ...(typeof saved === 'string' && { lacking: saved }),
      ...(chart && taste.plays > 0 && { chart: tasteChart(artistYears ?? [], taste.week, name) }),
    }
  },

  render(result, context) {
    const { period, taste, known } = result
    return table(...tasteLines(period, taste, known, context, notes(result, context)))
  },

  card: (result, context) => tasteCard(result, notes(result, context), context),

  picture: ({ chart }) => chart as Chart | undefined,
})

/** What a reader has to know beside the numbers, one sentence each. */
function notes({ lacking, known }: { lacking?: string | undefined; known: KnownHistory }, context: RenderContext): string[] {
  return [...(lacking === undefined ? [] : [lacking]), ...historyNotes(known, context)]
}

function asItem<Song extends { name: string; artist: string; uri?: string }>({ name, artist, uri, ...rest }: Song) {
  return { song: heardItemOf(name, uri), artist, ...rest }
}

/** Of the time with albums that are saved, which alone say when they came out, the share of each decade; `of` all time with albums. */
function decades(albums: Taste['albums'], { yearOf }: SavedMusic): { of: number; shares: { decade: number; share: number }[] } {
  const all = albums.reduce((sum, { ms }) => sum + ms, 0)
  const byDecade = new Map<number, number>()
  let dated = 0
  for (const { name, artist, ms } of albums) {
    const year = yearOf(name, artist)
    if (year === undefined) continue
    const decade = Math.floor(year / 10) * 10
    byDecade.set(decade, (byDecade.get(decade) ?? 0) + ms)
    dated += ms
  }
  const shares = [...byDecade].sort(([one], [other]) => one - other).map(([decade, ms]) => ({ decade, share: ms / dated }))
  return { of: all === 0 ? 0 : dated / all, shares }
}

/** The artists of the years; of less than two years, the hours of the week. */
function tasteChart(artists: NonNullable<Taste['artistYears']>, week: number[], period: string | undefined): Chart {
  const title = (words: string) => (period === undefined ? words : `${words}, ${period}`)
  const years = new Set(artists.map(({ year }) => year)).size
  if (years >= 2) return { kind: 'artists-by-year', title: title('Hours with the biggest artists'), artists }
  return { kind: 'hours-by-weekday', title: title('Hours by weekday'), cells: weekCells(week) }
}
