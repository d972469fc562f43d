import { useState } from 'preact/hooks'
import type { ActivityView } from '../../../src/shared/activity.ts'
import { Button } from '../../components/button.tsx'
import { Section } from '../../components/section.tsx'
import { day } from '../../format.ts'
import { useNow } from '../../state/use-now.ts'
import { activityTexts as texts } from '../../strings/activity.ts'
import { ActivityItem } from './activity-item.tsx'

/** So many more are shown at a time: a day of a busy app is long. */
const step = 50

const dayMs = 24 * 60 * 60_000

/** The rows by day, the newest first; older ones when the person asks for them. */
export function ActivityDays({ rows, detailed, onUndone }: { rows: ActivityView[]; detailed: boolean; onUndone(): void }) {
  const now = useNow()
  const [most, setMost] = useState(step)
  const today = day(new Date(now).toISOString())
  const yesterday = day(new Date(now - dayMs).toISOString())
  // From the end: new ones come at the beginning, and the others stay what they are.
  const keyed = rows.map((row, index) => ({ row, key: row.change?.receipt ?? `${row.at} ${rows.length - index}` }))
  const days = Object.entries(Object.groupBy(keyed.slice(0, most), ({ row }) => day(row.at)))

  return (
    <>
      {days.map(([name, ofDay = []]) => (
        <Section key={name} title={name === today ? texts.today : name === yesterday ? texts.yesterday : name}>
          <ul class="rows">
            {ofDay.map(({ row, key }) => (
              <ActivityItem key={key} row={row} detailed={detailed} onUndone={onUndone} />
            ))}
          </ul>
        </Section>
      ))}
      {rows.length > most && (
        <div class="actions activity-older">
          <Button onPress={() => setMost(most + step)}>{texts.older}</Button>
        </div>
      )}
    </>
  )
}
