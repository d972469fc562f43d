import type { ComponentChildren } from 'preact'
import type { TopRow, YearReview } from '../../../src/shared/history-view.ts'
import { calendarDay, listened, percent } from '../../format.ts'
import { historyTexts } from '../../strings/history.ts'

const texts = historyTexts.year
const { totals } = historyTexts
const dayMs = 86_400_000

/** A year on one picture, made to be shown to friends. Its colours are those of a record in every theme. */
export function YearPoster({ review }: { review: YearReview }) {
  const { year, ms, plays, songs, artists, newArtists, estimated, streak, bestDay, obsession, discovery } = review
  return (
    <article class="poster">
      <header>
        <h3>{texts.heading(year)}</h3>
        <p class="poster-hours">{listened(ms)}</p>
        <p>{texts.of(totals.plays(plays), totals.songs(songs), totals.artists(artists))}</p>
        {ms >= dayMs && <p class="poster-soft">{texts.days(ms / dayMs)}</p>}
      </header>
      <Months review={review} />
      <div class="poster-tops">
        <PosterTop title={texts.artists} rows={review.topArtists} value={({ ms }) => listened(ms)} />
        <PosterTop title={texts.songs} rows={review.topSongs} value={({ plays }) => texts.plays(plays)} />
      </div>
      <dl class="poster-facts">
        {streak && (
          <Fact title={texts.streak} big={texts.streakText(streak.days)}>
            {texts.span(calendarDay(streak.first, 'short'), calendarDay(streak.last, 'short'))}
          </Fact>
        )}
        {bestDay && (
          <Fact title={texts.bestDay} big={calendarDay(bestDay.day, 'short')}>
            {listened(bestDay.ms)}
          </Fact>
        )}
        {obsession && (
          <Fact title={texts.obsession} big={<bdi>{obsession.name}</bdi>}>
            {texts.obsessionText(percent(obsession.share), calendarDay(obsession.week, 'short'))}
          </Fact>
        )}
        {discovery && (
          <Fact title={texts.discovery} big={<bdi>{discovery.name}</bdi>}>
            {texts.discoveryText(texts.plays(discovery.plays), calendarDay(discovery.since, 'short'))}
          </Fact>
        )}
      </dl>
      <footer class="poster-soft">
        <span>{[newArtists > 0 && texts.newArtists(newArtists), estimated > 0 && texts.estimated].filter(Boolean).join('. ')}</span>
        <span>Tonearm</span>
      </footer>
    </article>
  )
}

const barWidth = 20
const barRoom = 30
const barHeight = 60

/** A bar for each month. The months without a play are dots. */
function Months({ review: { months } }: { review: YearReview }) {
  const most = Math.max(...months)
  const best = months.indexOf(most)
  return (
    <figure class="poster-months">
      <svg viewBox={`0 0 ${barRoom * 12} ${barHeight + 18}`} aria-hidden="true">
        {months.map((ms, month) => {
          const height = Math.max(2, (ms / (most || 1)) * barHeight)
          const x = month * barRoom + (barRoom - barWidth) / 2
          return (
            <g key={texts.monthNames[month]} class={month === best ? 'best' : undefined}>
              <rect x={x} y={barHeight - height} width={barWidth} height={height} rx="2" />
              <text x={x + barWidth / 2} y={barHeight + 14}>
                {texts.monthNames[month]?.slice(0, 1)}
              </text>
            </g>
          )
        })}
      </svg>
      {most > 0 && <figcaption class="poster-soft">{texts.months(texts.monthNames[best] ?? '', listened(most))}</figcaption>}
    </figure>
  )
}

function PosterTop({ title, rows, value }: { title: string; rows: TopRow[]; value(row: TopRow): string }) {
  return (
    <section>
      <h4>{title}</h4>
      <ol>
        {rows.map((row) => (
          <li key={row.rank}>
            <span class="poster-rank">{row.rank}</span>
            <span class="poster-name">
              <bdi>{row.name}</bdi>
              {row.by && <bdi class="poster-soft by">{row.by}</bdi>}
            </span>
            <span class="poster-soft">{value(row)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Fact({ title, big, children }: { title: string; big: ComponentChildren; children: ComponentChildren }) {
  return (
    <div>
      <dt class="poster-soft">{title}</dt>
      <dd>
        <strong>{big}</strong>
        <span class="poster-soft">{children}</span>
      </dd>
    </div>
  )
}
