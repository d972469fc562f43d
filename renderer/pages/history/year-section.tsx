import { useState } from 'preact/hooks'
import { ListPlaceholder } from '../../components/list-placeholder.tsx'
import { Section } from '../../components/section.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { shownOf, useAnswer } from '../../state/use-answer.ts'
import { historyTexts } from '../../strings/history.ts'
import { YearPoster } from './year-poster.tsx'

const texts = historyTexts.year

/** A year in review, of any year. */
export function YearSection({ years, changed }: { years: number[]; changed: readonly unknown[] }) {
  const { api } = useTonearm()
  const [chosen, setChosen] = useState<number>()
  const year = chosen ?? years[0] ?? 0
  const { asked, again } = useAnswer(() => api.historyYear(year), [api, year, ...changed])
  const review = shownOf(asked)
  return (
    <Section title={texts.title} text={texts.hint}>
      <div class="choices">
        <SelectField
          label={texts.choose}
          value={String(year)}
          options={years.map((one): [string, string] => [String(one), String(one)])}
          onChoose={(value) => setChosen(Number(value))}
        />
      </div>
      {review ? (
        <YearPoster review={review} />
      ) : (
        <ListPlaceholder
          state={asked.state === 'failed' ? 'failed' : 'loading'}
          texts={{ loading: historyTexts.loading, failed: asked.state === 'failed' ? asked.message : '', retry: historyTexts.retry }}
          read={async () => again()}
        />
      )}
    </Section>
  )
}
