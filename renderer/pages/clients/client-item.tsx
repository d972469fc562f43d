import type { ClientAction, ClientState, ClientView } from '../../../src/shared/clients.ts'
import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { since } from '../../format.ts'
import { type ClientChangeFlow, useClientChange } from '../../state/use-client-change.ts'
import { useNow } from '../../state/use-now.ts'
import { clientsTexts as texts } from '../../strings/clients.ts'
import { ClientQuestion } from './client-question.tsx'
import { CopyClientButton } from './copy-client-button.tsx'

/** What Tonearm can do with an app. For the rest the person copies and pastes. */
const actionsFor: Record<ClientState, ClientAction[]> = {
  'not-found': [],
  'not-connected': ['connect'],
  connected: ['disconnect'],
  outdated: ['connect', 'disconnect'],
  off: ['connect', 'disconnect'],
  taken: [],
  unreadable: [],
  'by-hand': [],
}

const pills: Partial<Record<ClientState, 'done' | 'now' | 'later'>> = {
  connected: 'done',
  outdated: 'now',
  off: 'now',
  taken: 'later',
  unreadable: 'later',
}

type ClientItemProps = { client: ClientView; onChanged(): Promise<void>; brief?: boolean }

/** An app with its state and its buttons. @param brief for the set-up: only what is needed to connect */
export function ClientItem({ client, onChanged, brief = false }: ClientItemProps) {
  const now = useNow()
  const flow = useClientChange(client.name, onChanged)
  const actions = actionsFor[client.state].filter((action) => !brief || action === 'connect')
  const pill = pills[client.state]
  const note = client.note ?? texts.note[client.state]
  const isTrouble = client.state === 'taken' || client.state === 'unreadable'

  return (
    <li class="client">
      <div class="client-head">
        <h3>{client.title}</h3>
        {pill && <span class={`pill ${pill}`}>{texts.state[client.state]}</span>}
        {!brief && client.lastCallAt && <span class="hint">{texts.lastCall(since(client.lastCallAt, now))}</span>}
      </div>
      <div class="actions client-actions">
        {actions.map((action) => (
          <ActionButton key={action} action={action} client={client} flow={flow} />
        ))}
        <CopyClientButton client={client} />
      </div>
      {note && (isTrouble ? <Notice kind="bad">{note}</Notice> : <p class="hint">{note}</p>)}
      <ClientResult flow={flow} />
      <ClientQuestion client={client} flow={flow} />
    </li>
  )
}

function ActionButton({ action, client, flow }: { action: ClientAction; client: ClientView; flow: ClientChangeFlow }) {
  const isAgain = action === 'connect' && client.state !== 'not-connected'
  const [text, label] = isAgain ? [texts.again, texts.againThis] : [texts[action], texts[`${action}This`]]
  const running = flow.ask.progress.state === 'running' && !flow.offer && flow.asking === action
  return (
    <Button label={label(client.title)} busy={running && texts.looking} onPress={() => void flow.ask.start(action)}>
      {text}
    </Button>
  )
}

/** The result of the last change, or why it failed. */
function ClientResult({ flow: { offer, ask, agree } }: { flow: ClientChangeFlow }) {
  // While the question is open, it shows the result itself.
  if (offer) return null
  return <ActionMessage progress={agree.progress.state === 'over' && agree.progress.result.ok ? agree.progress : ask.progress} />
}
