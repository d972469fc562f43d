import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { ClientView } from '../../../src/shared/clients.ts'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import type { ClientChangeFlow, Offer } from '../../state/use-client-change.ts'
import { strings } from '../../strings.ts'
import { ChangeSteps } from './change-steps.tsx'

const texts = strings.clients

/** Asks whether a change may be made, and shows exactly what it is. */
export function ClientQuestion({ client, flow }: { client: ClientView; flow: ClientChangeFlow }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const { offer } = flow
  // The person did it meanwhile, outside of this window.
  const nothingToDo = offer?.change.steps.length === 0

  // With the content, not after it: else the focus has nowhere to return to for a moment.
  useLayoutEffect(() => {
    if (!offer) return dialog.current?.close()
    if (!dialog.current?.open) dialog.current?.showModal()
    // The beginning of what there is to read, also when it is another change than before; a button would scroll the text away.
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
          <p id={`${id}-summary`}>{offer.change.summary}</p>
          <ChangeSteps change={offer.change} />
          {offer.change.afterwards && (
            <p>
              <strong>{texts.afterwards}:</strong> {offer.change.afterwards}
            </p>
          )}
          <OtherWay offer={offer} flow={flow} />
          <div class="actions dialog-actions">
            <Button onPress={flow.decline}>{nothingToDo ? strings.common.close : strings.common.cancel}</Button>
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

/** Why the change was not made. The window's live region is silent while a dialog is open, so this is one. */
function Answer({ flow }: { flow: ClientChangeFlow }) {
  const failed = [flow.agree, flow.ask]
    .map(({ progress }) => progress)
    .find((progress) => progress.state === 'over' && !progress.outcome.ok)
  const outcome = failed?.state === 'over' ? failed.outcome : undefined
  const isStale = outcome && !outcome.ok && outcome.problem === 'changed-since'
  return <div role="alert">{outcome?.message && <Notice kind={isStale ? 'info' : 'bad'}>{outcome.message}</Notice>}</div>
}

/** Where an extension can be installed, the same can be had by the settings file; and back. */
function OtherWay({ offer: { change, way }, flow }: { offer: Offer; flow: ClientChangeFlow }) {
  const opensFile = change.steps.some(({ kind }) => kind === 'open-file')
  if (change.action !== 'connect' || !(opensFile || way === 'settings')) return null
  const other = opensFile ? 'settings' : 'bundle'
  return (
    <div class="actions quiet-actions">
      <Button
        kind="quiet"
        onPress={() => void flow.ask.start('connect', other)}
        busy={flow.ask.progress.state === 'running' && texts.looking}
      >
        {texts.otherWay[other]}
      </Button>
    </div>
  )
}
