import type { HistoryView } from '../../../src/shared/history-view.ts'
import { Section } from '../../components/section.tsx'
import { calendarDay, list, listened, since, time } from '../../format.ts'
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
        <Total text={listened(ms)} more={texts.ofMusic} />
        <Total text={texts.plays(plays)} />
        <Total text={texts.songs(songs)} />
        <Total text={texts.artists(artists)} />
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

/** `148,210 plays` as a number and its noun; a time with two units (`2 h 10 min`) stays as it is. @param more what follows the noun */
function Total({ text, more }: { text: string; more?: string }) {
  const [, number = text, noun] = /^(\S+) (\S+)$/.exec(text) ?? []
  return (
    <div>
      <dt>{[noun, more].filter(Boolean).join(' ')}</dt>
      <dd>{number}</dd>
    </div>
  )
}
