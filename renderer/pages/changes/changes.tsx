import { Empty } from '../../components/empty.tsx'
import { SleevePicture } from '../../components/pictures.tsx'
import { PageHead } from '../../components/section.tsx'
import { Unread } from '../../components/unread.tsx'
import { type Changes, useChanges } from '../../state/use-changes.ts'
import { strings } from '../../strings.ts'
import { ChangeItem } from './change-item.tsx'

const texts = strings.changes

/** What clients changed in the person's music, and the way back. */
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
      return <Unread state={changes.state} texts={texts} read={read} />
    case 'read':
      return changes.changes.length === 0 ? (
        <div class="card">
          <Empty picture={<SleevePicture />} title={texts.empty}>
            {texts.emptyHint}
          </Empty>
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
