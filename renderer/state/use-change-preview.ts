import { useEffect, useRef, useState } from 'preact/hooks'
import type { ClientAction, ClientChange, ClientView } from '../../src/shared/clients.ts'
import type { ActionResult } from '../../src/shared/contract.ts'
import { useTonearm } from './tonearm-context.ts'
import { type Progress, useAction } from './use-action.ts'

/** A change that is shown without asking. */
export type ChangePreview = { change?: ClientChange; progress: Progress; toggle(): void }

/** Shows what connecting or disconnecting an app would do. It is hidden when the app's state changes. */
export function useChangePreview(client: ClientView, action: ClientAction | undefined): ChangePreview {
  const { api } = useTonearm()
  const [change, setChange] = useState<ClientChange>()
  const state = useRef(client.state)
  state.current = client.state
  const look = useAction(async (action: ClientAction): Promise<ActionResult> => {
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
