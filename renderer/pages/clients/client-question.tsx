import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { ClientView } from '../../../src/shared/clients.ts'
import type { ActionResult } from '../../../src/shared/contract.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import type { ClientChangeFlow, Offer } from '../../state/use-client-change.ts'
import { clientsTexts as texts } from '../../strings/clients.ts'
import { commonTexts } from '../../strings/common.ts'
import { ChangeSteps } from './change-steps.tsx'

/** Asks whether a change may be made, and shows exactly what it is. */
export function ClientQuestion({ client, flow }: { client: ClientView; flow: ClientChangeFlow }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const { offer } = flow
  const sentence = offer && inOneSentence(offer, client.title)
  // The person has already made the change outside of this window.
  const nothingToDo = offer?.change.steps.length === 0

  // A layout effect, so that the focus never has to wait for the content.
  useLayoutEffect(() => {
    if (!offer) return dialog.current?.close()
    if (!dialog.current?.open) dialog.current?.showModal()
    // Focus the beginning of the text, also when the change is a new one. Focusing a button would scroll the text away.
    heading.current?.focus()
    dialog.current?.scrollTo(0, 0)
  }, [offer])

  return (
    <dialog ref={dialog} class="wide" aria-labelledby={`${id}-question`} aria-describedby={`${id}-summary`} onClose={flow.decline}>
      {offer && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (!nothingToDo) void flow.agree.start()
          }}
        >
          <h2 id={`${id}-question`} ref={heading} tabIndex={-1}>
            {texts.question[offer.change.action](client.title)}
          </h2>
          <Answer flow={flow} />
          <p id={`${id}-summary`}>{sentence}</p>
          {!nothingToDo && (
            <details class="change-details" open={isStale(flow) || offer.way === 'replace'}>
              <summary>{texts.details}</summary>
              {sentence !== offer.change.summary && <p>{offer.change.summary}</p>}
              <ChangeSteps change={offer.change} />
            </details>
          )}
          {offer.change.afterwards && (
            <p>
              <strong>{texts.afterwards}:</strong> {offer.change.afterwards}
            </p>
          )}
          <OtherWays offer={offer} flow={flow} />
          <div class="actions dialog-actions">
            <Button onPress={flow.decline}>{nothingToDo ? commonTexts.close : commonTexts.cancel}</Button>
            {!nothingToDo && (
              <Button
                kind={offer.change.action === 'connect' ? 'primary' : 'danger'}
                submits
                busy={flow.agree.progress.state === 'running' && texts.running[offer.change.action]}
              >
                {texts.confirm[offer.change.action]}
              </Button>
            )}
          </div>
        </form>
      )}
    </dialog>
  )
}

/** What happens, for everybody. Where the app asks for itself, it is said that it does. */
function inOneSentence({ change: { action, steps, summary }, way }: Offer, app: string): string {
  if (way === 'replace') return summary
  const isOurs = steps.length > 0 && steps.every(({ kind }) => kind !== 'open-link' && kind !== 'open-file')
  return isOurs ? texts.sentence[action](app) : summary
}

/** Why the change was not made. The window's live region is silent while a dialog is open, so this is a live region too. */
function Answer({ flow }: { flow: ClientChangeFlow }) {
  const failure = failureOf(flow)
  return (
    <div role="alert">
      {failure && (
        <Notice kind={isStale(flow) ? 'info' : 'bad'} news={failure}>
          {failure.message}
        </Notice>
      )}
    </div>
  )
}

function failureOf({ agree, ask }: ClientChangeFlow): Extract<ActionResult, { ok: false }> | undefined {
  for (const { progress } of [agree, ask]) if (progress.state === 'over' && !progress.result.ok) return progress.result
  return undefined
}

/** What is asked about is another change than before, so it is shown as a whole. */
function isStale(flow: ClientChangeFlow): boolean {
  return failureOf(flow)?.problem === 'changed-since'
}

/** Offers the other ways to connect. */
function OtherWays({ offer: { change }, flow }: { offer: Offer; flow: ClientChangeFlow }) {
  if (change.otherWays.length === 0) return null
  return (
    <div class="actions quiet-actions">
      {change.otherWays.map((way) => (
        <Button
          key={way}
          kind="quiet"
          onPress={() => void flow.ask.start('connect', way)}
          busy={flow.ask.progress.state === 'running' && texts.looking}
        >
          {texts.otherWay[way]}
        </Button>
      ))}
    </div>
  )
}
