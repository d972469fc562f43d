import { Button } from './button.tsx'
import { Spinner } from './icons.tsx'
import { Notice } from './notice.tsx'

type UnreadProps = {
  state: 'loading' | 'failed'
  texts: { loading: string; failed: string; retry: string }
  read(): Promise<void>
}

/** What stands in the place of a list that is being read, or that could not be. */
export function Unread({ state, texts, read }: UnreadProps) {
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
