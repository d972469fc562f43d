import type { ClientAction, ClientState, ClientView } from '../../../src/shared/clients.ts'
import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { since } from '../../format.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { type ClientChangeFlow, useClientChange } from '../../state/use-client-change.ts'
import { useNow } from '../../state/use-now.ts'
import { clientsTexts as texts } from '../../strings/clients.ts'
import { commonTexts } from '../../strings/common.ts'
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

/** Whether nobody has to copy and paste anything for it. */
function isWithoutCopying(state: ClientState): boolean {
  return state === 'connected' || actionsFor[state].includes('connect')
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
        {!(brief && isWithoutCopying(client.state)) && <CopyClientButton client={client} />}
      </div>
      {isTroubled(client) ? <Trouble client={client} flow={flow} note={note} /> : note && <p class="hint">{note}</p>}
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

/** Whether an app cannot be connected because of what is in its settings. */
export function isTroubled({ state }: Pick<ClientView, 'state'>): boolean {
  return state === 'taken' || state === 'unreadable'
}

/** What keeps an app from being connected, which file it is, and what can be done about it. */
function Trouble({ client, flow, note }: { client: ClientView; flow: ClientChangeFlow; note?: string }) {
  const { api } = useTonearm()
  const open = useAction(() => api.openClientFile(client.name))
  const looking = flow.ask.progress.state === 'running' && !flow.offer
  const actions = (
    <>
      {client.file && (
        <Button
          label={texts.openFileThis(client.title)}
          busy={open.progress.state === 'running' && commonTexts.opening}
          onPress={() => void open.start()}
        >
          {texts.openFile}
        </Button>
      )}
      {client.state === 'taken' && (
        <Button
          label={texts.replaceThis(client.title)}
          busy={looking && texts.looking}
          onPress={() => void flow.ask.start('connect', 'replace')}
        >
          {texts.replace}
        </Button>
      )}
    </>
  )
  return (
    <>
      <Notice kind="bad" actions={(client.file || client.state === 'taken') && actions}>
        {note}
      </Notice>
      <ActionMessage progress={open.progress} />
    </>
  )
}

/** The result of the last change, or why it failed. */
function ClientResult({ flow: { offer, ask, agree } }: { flow: ClientChangeFlow }) {
  // While the question is open, it shows the result itself.
  if (offer) return null
  return <ActionMessage progress={agree.progress.state === 'over' && agree.progress.result.ok ? agree.progress : ask.progress} />
}
