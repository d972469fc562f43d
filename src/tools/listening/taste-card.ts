import type { Card } from '../../shared/card.ts'
import { numbered } from '../../shared/counted.ts'
import { tasteKey } from '../../shared/taste-view.ts'
import type { RenderContext } from '../runtime/render.ts'
import type { KnownHistory } from './known-history.ts'
import { percent } from './percent.ts'
import { amountWords, clockWords, decadesOf, spanWords, varietyWords } from './taste-lines.ts'
import type { TasteResult } from './taste-result.ts'

/** What the taste report on the screen shows; nothing where nothing was heard, which the text says. */
export function tasteCard(
  { period, taste, known }: { period?: string | undefined; taste: TasteResult; known: KnownHistory },
  notes: string[],
  context: Pick<RenderContext, 'zone'>,
): Card | undefined {
  if (taste.plays === 0) return undefined
  const { topFive, week, discovery, decades } = taste
  return {
    [tasteKey]: {
      heading: `Your taste, ${spanWords(period, known, context)}`,
      amounts: amountWords(taste),
      variety: varietyWords(taste),
      topFive: topFive.artists.map((one) => ({ ...one, percent: percent(one.share) })),
      clock: clockWords(week),
      week,
      ...(discovery && { newArtists: `${numbered(discovery.artists, 'artist')} heard for the first time ever` }),
      ...(decades &&
        decades.shares.length > 0 && {
          decades: {
            of: decadesOf(decades),
            shares: decades.shares.map(({ decade, share }) => ({ decade: `${decade}s`, share, percent: percent(share) })),
          },
        }),
      notes,
    },
  }
}
