import { Button } from './button.tsx'
import { Spinner } from './icons.tsx'
import { Notice } from './notice.tsx'

type ListPlaceholderProps = {
  state: 'loading' | 'failed'
  texts: { loading: string; failed: string; retry: string }
  read(): Promise<void>
}

/** Shown in place of a list while it loads, or when loading has failed. */
export function ListPlaceholder({ state, texts, read }: ListPlaceholderProps) {
  switch (state) {
    case 'loading':
      return (
        <p class="waiting soft">
          <Spinner />
          {texts.loading}
        </p>
      )
    case 'failed':
      return (
        <Notice kind="bad" actions={<Button onPress={() => void read()}>{texts.retry}</Button>}>
          {texts.failed}
        </Notice>
      )
  }
}
