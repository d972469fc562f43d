import { useEffect, useRef, useState } from 'preact/hooks'
import type { ClientAction, ClientChange, ClientView } from '../../src/shared/clients.ts'
import type { Outcome } from '../../src/shared/contract.ts'
import { useTonearm } from './tonearm-context.ts'
import { type Progress, useAction } from './use-action.ts'

/** A change that is shown without a question. */
export type ChangePreview = { change?: ClientChange; progress: Progress; toggle(): void }

/** What connecting or disconnecting an app would do, to look at. It goes away when the app's state is another one than it was shown for. */
export function useChangePreview(client: ClientView, action: ClientAction | undefined): ChangePreview {
  const { api } = useTonearm()
  const [change, setChange] = useState<ClientChange>()
  const state = useRef(client.state)
  state.current = client.state
  const look = useAction(async (action: ClientAction): Promise<Outcome> => {
    const asked = state.current
    const found = await api.previewClient(client.name, action)
    if (!found.ok) return found
    if (asked === state.current) setChange(found.change)
    return { ok: true }
  })

  useEffect(() => setChange(undefined), [client.state])

  return {
    change,
    progress: look.progress,
    toggle() {
      if (change) setChange(undefined)
      else if (action) void look.start(action)
    },
  }
}
