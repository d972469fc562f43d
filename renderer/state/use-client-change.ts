import { useRef, useState } from 'preact/hooks'
import type { ClientAction, ClientChange, ClientName, ConnectionWay } from '../../src/shared/clients.ts'
import type { ActionResult } from '../../src/shared/contract.ts'
import { clientsTexts } from '../strings/clients.ts'
import { useTonearm } from './tonearm-context.ts'
import { type Action, useAction } from './use-action.ts'

/** A change that the person is asked to confirm. */
export type Offer = { change: ClientChange; way?: ConnectionWay }

export type ClientChangeFlow = {
  /** The change to confirm; undefined when there is none. */
  offer?: Offer
  /** The action of the last question. */
  asking?: ClientAction
  /** Loads the change and asks about it. */
  ask: Action<[action: ClientAction, way?: ConnectionWay]>
  /** Makes the change. If it is out of date, the new change is offered in its place. */
  agree: Action<[]>
  decline(): void
}

/** Connects or disconnects an app: shows the exact change, asks, then makes it. @param onDone called after the change */
export function useClientChange(name: ClientName, onDone: () => Promise<void>): ClientChangeFlow {
  const { api } = useTonearm()
  const [offer, setOffer] = useState<Offer>()
  const [asking, setAsking] = useState<ClientAction>()
  /** Counts the questions, so that a closed one does not come back when its answer arrives. */
  const asked = useRef(0)

  async function preview(action: ClientAction, way?: ConnectionWay): Promise<ActionResult> {
    asked.current += 1
    const mine = asked.current
    const found = await (way ? api.previewClient(name, action, way) : api.previewClient(name, action))
    if (!found.ok) return found
    if (asked.current === mine) setOffer({ change: found.change, way })
    return { ok: true }
  }

  async function applyChange({ change, way }: Offer): Promise<ActionResult> {
    if (change.action === 'disconnect') return api.disconnectClient(name, change.id)
    return way ? api.connectClient(name, change.id, way) : api.connectClient(name, change.id)
  }

  const ask = useAction((action: ClientAction, way?: ConnectionWay) => {
    agree.clear()
    setAsking(action)
    return preview(action, way)
  })

  const agree = useAction(async (): Promise<ActionResult> => {
    if (!offer) return { ok: true }
    const mine = asked.current
    const result = await applyChange(offer)
    if (result.ok) {
      setOffer(undefined)
      await onDone()
      return result
    }
    if (result.problem !== 'changed-since' || asked.current !== mine) return result
    const again = await preview(offer.change.action, offer.way)
    return again.ok ? { ...result, message: clientsTexts.stale } : again
  })

  return {
    offer,
    asking,
    ask,
    agree,
    decline() {
      asked.current += 1
      setOffer(undefined)
    },
  }
}
