import { useEffect, useRef, useState } from 'preact/hooks'
import type { ClientView } from '../../src/shared/clients.ts'
import { useTonearm } from './tonearm-context.ts'

/** The apps that the main process found. */
export type Clients = { state: 'loading' } | { state: 'failed' } | { state: 'read'; clients: ClientView[] }

/**
 * Looks for the apps: at the start, when the window gets the focus (the person may have installed or changed one), when the endpoint
 * moved, and when apps come, go or call. What was found before stays until the new is there.
 */
export function useClients(): { clients: Clients; read(): Promise<void> } {
  const { api, status } = useTonearm()
  const [clients, setClients] = useState<Clients>({ state: 'loading' })
  const latest = useRef(0)
  const address = status.endpoint.state === 'listening' && status.endpoint.url
  const connected = status.clients.map(({ name }) => name).join('\n')
  // To the minute: that is how exactly calls are shown, and a busy app calls many times a second.
  const latestCall = status.calls[0]?.at.slice(0, '2026-11-22T14:00'.length)

  async function read(): Promise<void> {
    latest.current += 1
    const mine = latest.current
    const found: Clients = await api.clients().then(
      (clients) => ({ state: 'read', clients }),
      () => ({ state: 'failed' }),
    )
    if (latest.current === mine) setClients(found)
  }

  useEffect(() => void read(), [api, address, connected, latestCall])
  useEffect(() => {
    const look = () => void read()
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [api])
  return { clients, read }
}
