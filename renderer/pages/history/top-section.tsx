import { useState } from 'preact/hooks'
import type { TopView, TopWanted } from '../../../src/shared/history-view.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { ListPlaceholder } from '../../components/list-placeholder.tsx'
import { Section } from '../../components/section.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { count, listened } from '../../format.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { shownOf, useAnswer } from '../../state/use-answer.ts'
import { useSettled } from '../../state/use-settled.ts'
import { historyTexts } from '../../strings/history.ts'

const texts = historyTexts.top
const shownFirst = 10

/** What was heard most, in any period, and a search in it. */
export function TopSection({ years, changed }: { years: number[]; changed: readonly unknown[] }) {
  const { api } = useTonearm()
  const [what, setWhat] = useState<TopWanted['what']>('song')
  const [order, setOrder] = useState<TopWanted['order']>('plays')
  const [chosen, setChosen] = useState('ever')
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  const period = useSettled(chosen === 'other' ? typed.trim() || 'ever' : chosen)
  const settledSearch = useSettled(search)
  const { asked, again } = useAnswer(
    () => api.historyTop({ what, order, period, search: settledSearch }),
    [api, what, order, period, settledSearch, ...changed],
  )
  const top = shownOf(asked)
  const periods: [string, string][] = [
    ...Object.entries(texts.periods),
    ...years.map((year): [string, string] => [String(year), String(year)]),
    ['other', texts.otherPeriod],
  ]
  // A period that nobody understands is a mistake in its field, and no failure of the list.
  const mistake = asked.state === 'failed' && chosen === 'other' ? asked.message : undefined

  return (
    <Section title={texts.title}>
      <div class="choices">
        <SelectField label={texts.what} value={what} options={texts.kinds} onChoose={setWhat} />
        <SelectField label={texts.order} value={order} options={texts.orders} onChoose={setOrder} />
        <SelectField label={texts.period} value={chosen} options={periods} onChoose={setChosen} />
        <Field label={texts.search} value={search} onInput={setSearch} />
      </div>
      {chosen === 'other' && <Field label={texts.otherLabel} hint={texts.otherHint} value={typed} onInput={setTyped} mistake={mistake} />}
      {top ? (
        <TopList key={`${what} ${order} ${period} ${settledSearch}`} top={top} what={what} searched={settledSearch !== ''} />
      ) : (
        mistake === undefined && (
          <ListPlaceholder
            state={asked.state === 'failed' ? 'failed' : 'loading'}
            texts={{ loading: historyTexts.loading, failed: asked.state === 'failed' ? asked.message : '', retry: historyTexts.retry }}
            read={async () => again()}
          />
        )
      )}
    </Section>
  )
}

function TopList({ top, what, searched }: { top: TopView; what: TopWanted['what']; searched: boolean }) {
  const [all, setAll] = useState(false)
  const kind = texts.kinds.find(([name]) => name === what)?.[1] ?? ''
  const rows = all ? top.rows : top.rows.slice(0, shownFirst)
  if (rows.length === 0) return <p class="soft">{searched ? texts.none : texts.noneIn(top.period)}</p>
  return (
    <>
      <table class="top">
        <caption class="visually-hidden">{texts.caption(kind, top.period)}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{texts.rank}</span>
            </th>
            <th scope="col">{texts.name}</th>
            <th scope="col">{texts.plays}</th>
            <th scope="col">{texts.time}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ rank, name, by, plays, ms }) => (
            <tr key={rank}>
              <td>{rank}</td>
              <th scope="row">
                <bdi class="name">{name}</bdi>
                {by && <bdi class="soft by">{by}</bdi>}
              </th>
              <td>{count(plays)}</td>
              <td>{listened(ms)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div class="between">
        <p class="soft">{texts.of(rows.length, top.all)}</p>
        {!all && top.rows.length > shownFirst && (
          <Button kind="quiet" onPress={() => setAll(true)}>
            {texts.more}
          </Button>
        )}
      </div>
    </>
  )
}
