import { useEffect, useState } from 'preact/hooks'
import type { ChangeView } from '../../src/shared/contract.ts'
import { useTonearm } from './tonearm-context.ts'

/** The receipts from the main process. */
export type Changes = { state: 'loading' } | { state: 'failed' } | { state: 'read'; changes: ChangeView[] }

/** Loads the receipts, and loads them again after every call of a client, because it may have changed something. */
export function useChanges(): { changes: Changes; read(): Promise<void> } {
  const { api, status } = useTonearm()
  const [changes, setChanges] = useState<Changes>({ state: 'loading' })
  const latestCall = status.calls[0]?.at

  async function read(): Promise<void> {
    try {
      setChanges({ state: 'read', changes: await api.changes() })
    } catch {
      setChanges({ state: 'failed' })
    }
  }

  useEffect(() => void read(), [api, latestCall, status.account.state])
  return { changes, read }
}
