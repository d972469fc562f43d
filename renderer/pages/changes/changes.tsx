import { EmptyState } from '../../components/empty-state.tsx'
import { ListPlaceholder } from '../../components/list-placeholder.tsx'
import { SleevePicture } from '../../components/pictures.tsx'
import { PageHead } from '../../components/section.tsx'
import { type Changes, useChanges } from '../../state/use-changes.ts'
import { changesTexts as texts } from '../../strings/changes.ts'
import { ChangeItem } from './change-item.tsx'

/** What clients changed in the person's music, each with Undo. */
export function ChangesPage() {
  const { changes, read } = useChanges()
  return (
    <>
      <PageHead title={texts.title}>{texts.intro}</PageHead>
      <ChangeList changes={changes} read={read} />
    </>
  )
}

function ChangeList({ changes, read }: { changes: Changes; read(): Promise<void> }) {
  switch (changes.state) {
    case 'loading':
    case 'failed':
      return <ListPlaceholder state={changes.state} texts={texts} read={read} />
    case 'read':
      return changes.changes.length === 0 ? (
        <div class="card">
          <EmptyState picture={<SleevePicture />} title={texts.empty}>
            {texts.emptyHint}
          </EmptyState>
        </div>
      ) : (
        <ul class="changes">
          {changes.changes.map((change) => (
            <ChangeItem key={change.receipt} change={change} onUndone={read} />
          ))}
        </ul>
      )
  }
}
