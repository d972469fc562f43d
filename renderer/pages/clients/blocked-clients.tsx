import { titleOf } from '../../../src/shared/client-titles.ts'
import type { ActionResult } from '../../../src/shared/contract.ts'
import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { Section } from '../../components/section.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { clientsTexts } from '../../strings/clients.ts'

const { block, blocked } = clientsTexts

/** Blocks an app, after a question. */
export function BlockButton({ name }: { name: string }) {
  const { api } = useTonearm()
  const action = useAction((): Promise<ActionResult> => api.blockClient(name, true), { done: block.done(titleOf(name)) })
  const title = titleOf(name)
  const texts = { ...block, question: block.question(title), consequence: block.consequence(name) }
  return <ConfirmButton kind="quiet" label={block.this(title)} action={action} texts={texts} />
}

/** The blocked apps, each with a button to allow it again. */
export function BlockedClients() {
  const { status } = useTonearm()
  if (status.blockedClients.length === 0) return null
  return (
    <Section title={blocked.title} text={blocked.text}>
      <ul class="rows">
        {status.blockedClients.map((name) => (
          <BlockedClient key={name} name={name} />
        ))}
      </ul>
    </Section>
  )
}

function BlockedClient({ name }: { name: string }) {
  const { api } = useTonearm()
  const allow = useAction(() => api.blockClient(name, false), { done: blocked.allowed(titleOf(name)) })
  return (
    <li class="with-button">
      <span class="row-name">
        <bdi class="name">{titleOf(name)}</bdi>
      </span>
      <Button
        kind="quiet"
        label={blocked.allowThis(titleOf(name))}
        busy={allow.progress.state === 'running' && blocked.allowing}
        onPress={() => void allow.start()}
      >
        {blocked.allow}
      </Button>
      <ActionMessage progress={allow.progress} />
    </li>
  )
}
