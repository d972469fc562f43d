import type { ActivityView } from '../../../src/shared/activity.ts'
import { titleOf } from '../../../src/shared/client-titles.ts'
import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { AlertIcon } from '../../components/icons.tsx'
import { Notice } from '../../components/notice.tsx'
import { count, duration, isolatedNames, timeOfDay } from '../../format.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { activityTexts as texts } from '../../strings/activity.ts'

/** Something that an app did. A change has an Undo button; if the music has changed since, the person must confirm the undo. */
export function ActivityItem({ row, detailed, onUndone }: { row: ActivityView; detailed: boolean; onUndone(): void }) {
  const { api } = useTonearm()
  const { at, client, failed, change, details } = row
  const words = isolatedNames(row.words)
  const undo = useAction(
    async (force: boolean) => {
      const result = await api.undoChange(change?.receipt ?? '', force)
      onUndone()
      return result
    },
    { done: texts.undone },
  )
  const running = undo.progress.state === 'running'
  const refusal = undo.progress.state === 'over' && !undo.progress.result.ok ? undo.progress.result : undefined
  const canUndo = change && change.state !== 'undone'
  const canForce = canUndo && refusal?.problem === 'changed-since'

  return (
    <li class="activity">
      <div>
        <p class="activity-words">
          {failed && (
            <span class="failed">
              <AlertIcon />
              <span class="visually-hidden">{texts.failed}: </span>
            </span>
          )}
          {words}
        </p>
        <p class="soft">
          <time dateTime={at}>{timeOfDay(at)}</time> {texts.by} <bdi>{titleOf(client)}</bdi>
        </p>
        {detailed && details && <p class="hint">{texts.detail(details.tool, duration(details.durationMs), count(details.tokens))}</p>}
        {change && texts.stateHint[change.state] && <p class="hint">{texts.stateHint[change.state]}</p>}
      </div>
      <div class="activity-aside">
        {change && texts.state[change.state] && (
          <span class={`pill ${change.state === 'undone' ? 'later' : 'now'}`}>{texts.state[change.state]}</span>
        )}
        {canUndo && !canForce && (
          <Button label={texts.undoThis(words)} busy={running && texts.undoing} onPress={() => void undo.start(false)}>
            {texts.undo}
          </Button>
        )}
      </div>
      <div class="activity-result">
        {canForce ? (
          <Notice
            kind="bad"
            actions={
              <>
                <Button label={texts.keepThis(words)} onPress={undo.clear}>
                  {texts.keep}
                </Button>
                <Button kind="danger" label={texts.forceThis(words)} onPress={() => void undo.start(true)}>
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
