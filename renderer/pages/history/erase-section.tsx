import { useId, useState } from 'preact/hooks'
import type { EraseWanted } from '../../../src/shared/history-view.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { Field } from '../../components/field.tsx'
import { Section } from '../../components/section.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { calendarDay } from '../../format.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { historyTexts } from '../../strings/history.ts'

const texts = historyTexts.erase

/** Deletes plays: of an artist, of some days, of private sessions, or all. Each asks before. */
export function EraseSection({ onErased }: { onErased(): void }) {
  const { api } = useTonearm()
  const [what, setWhat] = useState<EraseWanted['what']>('artist')
  const [name, setName] = useState('')
  const [first, setFirst] = useState('')
  const [last, setLast] = useState('')
  const erase = useAction(async () => {
    const result = await api.eraseHistory(wanted())
    if (result.ok) onErased()
    return result
  })

  function wanted(): EraseWanted {
    if (what === 'artist') return { what, name: name.trim() }
    return what === 'days' ? { what, first, last: last || first } : { what }
  }

  function question(): string {
    if (what === 'artist') return texts.question.artist(name.trim())
    if (what !== 'days') return texts.question[what]
    return first === '' ? texts.question.noDays : texts.question.days(calendarDay(first), calendarDay(last || first))
  }

  return (
    <Section title={texts.title} text={texts.text}>
      <div class="choices">
        <SelectField label={texts.what} value={what} options={texts.kinds} onChoose={setWhat} />
        {what === 'artist' && <Field label={texts.artist} value={name} onInput={setName} />}
        {what === 'days' && (
          <>
            <DayField label={texts.first} value={first} onInput={setFirst} />
            <DayField label={texts.last} value={last} onInput={setLast} />
          </>
        )}
      </div>
      <ConfirmButton
        action={erase}
        texts={{
          button: texts.button,
          question: question(),
          consequence: texts.consequence,
          confirm: texts.confirm,
          running: texts.running,
        }}
      />
    </Section>
  )
}

function DayField({ label, value, onInput }: { label: string; value: string; onInput(value: string): void }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="date" value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </div>
  )
}
