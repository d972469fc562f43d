import { useCallback, useId, useState } from 'preact/hooks'
import type { HistoryState } from '../../../src/shared/status.ts'
import { ActionMessage } from '../../components/action-message.tsx'
import { Button } from '../../components/button.tsx'
import { OpenButton } from '../../components/open-button.tsx'
import { Section } from '../../components/section.tsx'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useAction } from '../../state/use-action.ts'
import { useDroppedFiles } from '../../state/use-dropped-files.ts'
import { historyTexts } from '../../strings/history.ts'

const texts = historyTexts.import

/** How to get Spotify's data, and the import of it: chosen in a dialog, or dropped on the window. */
export function ImportSection({ hasPlays, hasErased }: { hasPlays: boolean; hasErased: boolean }) {
  const { api, status } = useTonearm()
  const id = useId()
  const [bringBackErased, setBringBack] = useState(false)
  const { importing } = status.history
  const run = useAction(async (dropped?: File[]) => {
    const files = dropped?.map((file) => api.pathOf(file))
    if (files?.includes('')) return { ok: false, message: texts.unreadable }
    return api.importHistory({ ...(files && { files }), bringBackErased })
  })
  const { start } = run
  const onDrop = useCallback((files: File[]) => void start(files), [bringBackErased])
  const dragging = useDroppedFiles(onDrop)

  return (
    <Section title={texts.title} text={texts.text}>
      <details open={!hasPlays}>
        <summary>{texts.how}</summary>
        <HowToAsk />
      </details>
      <div class={`drop ${dragging ? 'dragging' : ''}`}>
        <p>{dragging ? texts.dropNow : texts.drop}</p>
        <Button kind="primary" busy={importing !== undefined && texts.running} onPress={() => void run.start()}>
          {texts.choose}
        </Button>
        {hasErased && (
          <p class="tick">
            <input id={id} type="checkbox" checked={bringBackErased} onChange={(event) => setBringBack(event.currentTarget.checked)} />
            <label for={id}>{texts.bringBack}</label>
          </p>
        )}
      </div>
      {importing ? <ImportProgress importing={importing} /> : <ActionMessage progress={run.progress} />}
    </Section>
  )
}

function ImportProgress({ importing }: { importing: NonNullable<HistoryState['importing']> }) {
  const { api } = useTonearm()
  const cancel = useAction(() => api.cancelImport())
  const { plays, part, secondsLeft } = importing
  const left = secondsLeft === null || secondsLeft < 1 ? '' : texts.left(secondsLeft)
  return (
    <div class="importing">
      <progress value={part} max={1} aria-label={texts.meter} />
      <p class="soft">{part === 0 ? texts.starting : texts.progress(historyTexts.totals.plays(plays), left)}</p>
      <Button busy={cancel.progress.state === 'running' && texts.cancelling} onPress={() => void cancel.start()}>
        {texts.cancel}
      </Button>
    </div>
  )
}

function HowToAsk() {
  return (
    <ol class="how">
      <li>
        <p>{texts.ask}</p>
        <OpenButton place="spotify-privacy">{texts.open}</OpenButton>
      </li>
      <li>
        <p>{texts.tick}</p>
        <dl class="packages" aria-label={texts.packages}>
          {[texts.extended, texts.account, texts.log].map(({ name, what }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="soft">{what}</dd>
            </div>
          ))}
        </dl>
      </li>
      <li>
        <p>{texts.afterwards}</p>
      </li>
    </ol>
  )
}
