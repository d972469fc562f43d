import type { ChangeView } from '../../../src/shared/contract.ts'
import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { time } from '../../format.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { useNow } from '../../state/use-now.ts'
import { changesTexts as texts } from '../../strings/changes.ts'

/** A change with its Undo button. If the music has changed since, the person must confirm the undo. */
export function ChangeItem({ change, onUndone }: { change: ChangeView; onUndone(): Promise<void> }) {
  const { api } = useTonearm()
  const now = useNow()
  const undo = useAction(
    async (force: boolean) => {
      const result = await api.undoChange(change.receipt, force)
      await onUndone()
      return result
    },
    { done: texts.undone },
  )
  const { summary, state } = change
  const running = undo.progress.state === 'running'
  const refusal = undo.progress.state === 'over' && !undo.progress.result.ok ? undo.progress.result : undefined
  const canForce = refusal?.problem === 'changed-since' && state !== 'undone'

  return (
    <li class="card change">
      <div class="change-text">
        <p class="change-summary">
          <bdi>{summary}</bdi>
        </p>
        <p class="soft">
          <time dateTime={change.at}>{time(change.at, now)}</time> {texts.by} <bdi class="name">{change.client}</bdi>
        </p>
        {texts.stateHint[state] && <p class="hint">{texts.stateHint[state]}</p>}
      </div>
      <div class="change-aside">
        {texts.state[state] && <span class={`pill ${state === 'undone' ? 'later' : 'now'}`}>{texts.state[state]}</span>}
        {state !== 'undone' && !canForce && (
          <Button label={texts.undoThis(summary)} busy={running && texts.undoing} onPress={() => void undo.start(false)}>
            {texts.undo}
          </Button>
        )}
      </div>
      <div class="change-result">
        {canForce ? (
          <Notice
            kind="bad"
            actions={
              <>
                <Button label={texts.keepThis(summary)} onPress={undo.clear}>
                  {texts.keep}
                </Button>
                <Button kind="danger" label={texts.forceThis(summary)} onPress={() => void undo.start(true)}>
                  {texts.force}
                </Button>
              </>
            }
          >
            {refusal.message}
          </Notice>
        ) : (
          <ActionMessage progress={undo.progress} />
        )}
      </div>
    </li>
  )
}
