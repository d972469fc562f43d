import { useId, useState } from 'preact/hooks'
import type { RemovalPart, RemovalView } from '../../../src/shared/removal.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { Section } from '../../components/section.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { shownOf, useAnswer } from '../../state/use-answer.ts'
import { removalTexts as texts } from '../../strings/removal.ts'

/** Disconnects all apps, or removes everything that Tonearm leaves on this computer, each part if the person wants it. */
export function RemovalSection() {
  const { api } = useTonearm()
  const { asked, again } = useAnswer(() => api.removal(), [api])
  const found = shownOf(asked) ?? []
  // The history cannot be brought back, so nobody loses it by one click.
  const [chosen, setChosen] = useState<readonly RemovalPart[]>(['apps', 'login', 'autostart'])
  const parts = found.map(({ part }) => part).filter((part) => chosen.includes(part))
  const disconnect = useAction(async () => {
    const result = await api.disconnectAllClients()
    again()
    return result
  })
  const remove = useAction(() => api.removeTonearm(parts), { done: texts.remove.done })

  return (
    <Section title={texts.title} text={texts.text}>
      {asked.state === 'failed' && <Notice kind="bad">{asked.message}</Notice>}
      <ConfirmButton action={disconnect} texts={texts.disconnect} />
      <ConfirmButton action={remove} texts={texts.remove}>
        {found.map((view) => (
          <PartChoice
            key={view.part}
            view={view}
            isChosen={chosen.includes(view.part)}
            onChoose={(wanted) => setChosen(wanted ? [...chosen, view.part] : chosen.filter((part) => part !== view.part))}
          />
        ))}
      </ConfirmButton>
    </Section>
  )
}

function PartChoice({ view, isChosen, onChoose }: { view: RemovalView; isChosen: boolean; onChoose(wanted: boolean): void }) {
  const id = useId()
  return (
    <div class="part-choice">
      <input
        id={id}
        type="checkbox"
        checked={isChosen}
        aria-describedby={`${id}-loses`}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <label for={id}>
        {view.title} <span class="soft">{view.where}</span>
      </label>
      <p class="hint" id={`${id}-loses`}>
        {view.loses}
      </p>
    </div>
  )
}
