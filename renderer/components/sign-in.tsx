import { useState } from 'preact/hooks'
import { useTonearm } from '../state/tonearm-context.ts'
import { useAction } from '../state/use-action.ts'
import { strings } from '../strings.ts'
import { Button } from './button.tsx'
import { Spinner } from './icons.tsx'
import { Result } from './result.tsx'

const texts = strings.signIn

/** The way into Spotify: starts the sign-in, shows that it is under way (whoever started it), and how it ended. */
export function SignIn({ again = false, compact = false }: { again?: boolean; compact?: boolean }) {
  const { api, status } = useTonearm()
  const [inBrowser, setInBrowser] = useState(false)
  // Changing over to the browser goes on with the same sign-in, so the outcome of the first request does not count any more.
  const signIn = useAction((how: 'window' | 'browser') => api.signIn(how), { again: 'replaces', done: texts.done })
  const cancel = useAction(() => api.cancelSignIn())
  function start(how: 'window' | 'browser'): void {
    setInBrowser(how === 'browser')
    void signIn.start(how)
  }

  const waiting = status.account.state === 'signing-in' || signIn.progress.state === 'running'

  if (waiting) {
    // The keys keep the two apart: the button that was pressed must not turn into another one under the finger.
    return (
      <div class="sign-in" key="waiting">
        <p class="waiting">
          <Spinner />
          {inBrowser ? texts.waitingBrowser : texts.waiting}
        </p>
        <div class="actions">
          {!inBrowser && <Button onPress={() => start('browser')}>{texts.browser}</Button>}
          <Button kind="quiet" onPress={() => void cancel.start()} busy={cancel.progress.state === 'running' && texts.cancelling}>
            {texts.cancel}
          </Button>
        </div>
        <Result progress={cancel.progress} />
      </div>
    )
  }
  return (
    <div class="sign-in" key="start">
      <div class="actions">
        <Button kind="primary" onPress={() => start('window')}>
          {again ? texts.again : texts.start}
        </Button>
        <Button onPress={() => start('browser')}>{texts.browser}</Button>
      </div>
      {!compact && <p class="hint">{texts.browserHint}</p>}
      <Result progress={signIn.progress} />
    </div>
  )
}
