import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Bridge, SettingsView } from '../../src/shared/contract.ts'
import type { Status } from '../../src/shared/status.ts'

/** What the main process has sent so far. */
export type Connection =
  | { state: 'connecting' }
  | { state: 'failed'; retry(): void }
  | { state: 'connected'; status: Status; settings: SettingsView; refreshSettings(): Promise<void> }

/** Loads status and settings once, then follows the events of the main process. */
export function useConnection(api: Bridge): Connection {
  const [status, setStatus] = useState<Status>()
  const [settings, setSettings] = useState<SettingsView>()
  const [failed, setFailed] = useState(false)

  const refreshSettings = useCallback(async () => setSettings(await api.settings()), [api])

  const connect = useCallback(async () => {
    setFailed(false)
    try {
      const [first] = await Promise.all([api.status(), refreshSettings()])
      // An event that came before this answer is newer than the answer.
      setStatus((current) => current ?? first)
    } catch {
      setFailed(true)
    }
  }, [api, refreshSettings])

  useEffect(() => {
    const stops = [api.on('statusChanged', setStatus), api.on('settingsChanged', setSettings)]
    void connect()
    return () => stops.forEach((stop) => void stop())
  }, [api, connect])

  if (failed) return { state: 'failed', retry: () => void connect() }
  if (!status || !settings) return { state: 'connecting' }
  return { state: 'connected', status, settings, refreshSettings }
}
