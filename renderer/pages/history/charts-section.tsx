import { useState } from 'preact/hooks'
import type { ChartView, ChartWanted } from '../../../src/shared/history-view.ts'
import { ListPlaceholder } from '../../components/list-placeholder.tsx'
import { Section } from '../../components/section.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { shownOf, useAnswer } from '../../state/use-answer.ts'
import { useDark } from '../../state/use-dark.ts'
import { historyTexts } from '../../strings/history.ts'

const texts = historyTexts.charts
const allYears = 'all'

/** One picture at a time, in the colours of the window, with its numbers as a table. */
export function ChartsSection({ years, changed }: { years: number[]; changed: readonly unknown[] }) {
  const { api } = useTonearm()
  const [kind, setKind] = useState<ChartWanted['kind']>('plays-by-month')
  const [chosen, setChosen] = useState(allYears)
  const theme = useDark() ? 'dark' : 'light'
  const needsYear = kind === 'calendar-year'
  const year = kind === 'artists-by-year' ? undefined : chosen === allYears ? (needsYear ? years[0] : undefined) : Number(chosen)
  const wanted: ChartWanted = { kind, theme, ...(year !== undefined && { year }) }
  const { asked, again } = useAnswer(() => api.historyChart(wanted), [api, kind, theme, year, ...changed])
  const chart = shownOf(asked)
  const options: [string, string][] = [
    ...(needsYear ? [] : [[allYears, texts.allYears] as [string, string]]),
    ...years.map((one): [string, string] => [String(one), String(one)]),
  ]

  return (
    <Section title={texts.title}>
      <div class="choices">
        <SelectField label={texts.kind} value={kind} options={texts.kinds} onChoose={setKind} />
        {kind !== 'artists-by-year' && (
          <SelectField label={texts.year} value={year === undefined ? allYears : String(year)} options={options} onChoose={setChosen} />
        )}
      </div>
      {chart ? (
        <Picture chart={chart} />
      ) : (
        <ListPlaceholder
          state={asked.state === 'failed' ? 'failed' : 'loading'}
          texts={{ loading: texts.drawing, failed: asked.state === 'failed' ? asked.message : '', retry: historyTexts.retry }}
          read={async () => again()}
        />
      )}
    </Section>
  )
}

/**
 * The SVG is shown as an image: what an image contains cannot run scripts, load anything or reach the page, whatever names are written in it. The policy
 * of the page allows images from `data:` addresses only.
 */
function Picture({ chart: { title, svg, table } }: { chart: ChartView }) {
  if (svg === '') return <p class="soft">{texts.nothing}</p>
  return (
    <figure class="chart">
      <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} alt={texts.alt(title)} />
      <details>
        <summary>{texts.numbers}</summary>
        <table class="numbers">
          <caption class="visually-hidden">{title}</caption>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.slice(0, 2).join(' ')}>
                {row.map((cell, place) => (
                  <td key={table.columns[place]}>
                    <bdi>{cell}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
