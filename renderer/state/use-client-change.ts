import { useRef, useState } from 'preact/hooks'
import type { ClientAction, ClientChange, ClientName, ConnectionWay } from '../../src/shared/clients.ts'
import type { Outcome } from '../../src/shared/contract.ts'
import { strings } from '../strings.ts'
import { useTonearm } from './tonearm-context.ts'
import { type Action, useAction } from './use-action.ts'

/** A change that the person is asked about. */
export type Offer = { change: ClientChange; way?: ConnectionWay }

export type ClientChangeFlow = {
  /** What is being asked; undefined while nothing is. */
  offer?: Offer
  /** What was asked about last. */
  asking?: ClientAction
  /** Finds out what the change would be, and asks about it. */
  ask: Action<[action: ClientAction, way?: ConnectionWay]>
  /** Carries out what is offered. When that is out of date the new change is offered in its place. */
  agree: Action<[]>
  decline(): void
}

/** Connecting or disconnecting an app: first the exact change, then the person's word, then the change. @param onDone its state may be another now */
export function useClientChange(name: ClientName, onDone: () => Promise<void>): ClientChangeFlow {
  const { api } = useTonearm()
  const [offer, setOffer] = useState<Offer>()
  const [asking, setAsking] = useState<ClientAction>()
  /** A question that was closed must not come back when its answer arrives. */
  const asked = useRef(0)

  async function preview(action: ClientAction, way?: ConnectionWay): Promise<Outcome> {
    asked.current += 1
    const mine = asked.current
    const found = await (way ? api.previewClient(name, action, way) : api.previewClient(name, action))
    if (!found.ok) return found
    if (asked.current === mine) setOffer({ change: found.change, way })
    return { ok: true }
  }

  async function carryOut({ change, way }: Offer): Promise<Outcome> {
    if (change.action === 'disconnect') return api.disconnectClient(name, change.id)
    return way ? api.connectClient(name, change.id, way) : api.connectClient(name, change.id)
  }

  const ask = useAction((action: ClientAction, way?: ConnectionWay) => {
    agree.clear()
    setAsking(action)
    return preview(action, way)
  })

  const agree = useAction(async (): Promise<Outcome> => {
    if (!offer) return { ok: true }
    const mine = asked.current
    const outcome = await carryOut(offer)
    if (outcome.ok) {
      setOffer(undefined)
      await onDone()
      return outcome
    }
    if (outcome.problem !== 'changed-since' || asked.current !== mine) return outcome
    const again = await preview(offer.change.action, offer.way)
    return again.ok ? { ...outcome, message: strings.clients.stale } : again
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
