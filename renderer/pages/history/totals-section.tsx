import type { HistoryView } from '../../../src/shared/history-view.ts'
import { Section } from '../../components/section.tsx'
import { calendarDay, count, list, listened, since, time } from '../../format.ts'
import { useNow } from '../../state/use-now.ts'
import { historyTexts } from '../../strings/history.ts'

const texts = historyTexts.totals

/** How much there is, since when, and what is missing. */
export function TotalsSection({ kept }: { kept: HistoryView }) {
  const now = useNow()
  const { plays, ms, spokenMs, songs, artists, estimated, first, last, imported, gaps, collectedAt } = kept
  return (
    <Section title={texts.title}>
      <dl class="totals">
        <Total number={listened(ms)} what={texts.hours} />
        <Total number={count(plays)} what={texts.plays(plays).replace(/^\S+ /, '')} />
        <Total number={count(songs)} what={texts.songs(songs).replace(/^\S+ /, '')} />
        <Total number={count(artists)} what={texts.artists(artists).replace(/^\S+ /, '')} />
      </dl>
      <ul class="facts soft">
        {first && last && <li>{texts.since(calendarDay(first), calendarDay(last))}</li>}
        {spokenMs > 0 && <li>{texts.spoken(listened(spokenMs))}</li>}
        {imported.length > 0 && (
          <li>{texts.imported(list(imported.map(({ first, last }) => texts.span(calendarDay(first), calendarDay(last)))))}</li>
        )}
        {estimated > 0 && <li>{texts.estimated(estimated, plays)}</li>}
        {collectedAt && <li>{texts.collected(since(collectedAt, now))}</li>}
      </ul>
      {gaps.length > 0 && (
        <details class="gaps">
          <summary>{texts.gaps(gaps.length)}</summary>
          <ul class="facts soft">
            {gaps.map(({ from, to }) => (
              <li key={from}>{texts.gap(time(from, now), time(to, now))}</li>
            ))}
            <li>{texts.closeGaps}</li>
          </ul>
        </details>
      )}
    </Section>
  )
}

function Total({ number, what }: { number: string; what: string }) {
  return (
    <div>
      <dt>{what}</dt>
      <dd>{number}</dd>
    </div>
  )
}
