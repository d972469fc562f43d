import type { ClientView } from '../../../src/shared/clients.ts'
import { CopyButton } from '../../components/copy-row.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { clientsTexts as texts } from '../../strings/clients.ts'

/** Copies what a person pastes into an app's settings. It holds the key, so the main process does it and this window never sees it. */
export function CopyClientButton({ client: { name, title } }: { client: Pick<ClientView, 'name' | 'title'> }) {
  const { api } = useTonearm()
  return <CopyButton copies={() => api.copyClientText(name)} done={texts.copied(title)} label={texts.copyThis(title)} kind="quiet" />
}
