import { useState } from 'preact/hooks'
import { useTonearm } from '../state/tonearm-context.ts'
import { useAction } from '../state/use-action.ts'
import { signInTexts as texts } from '../strings/sign-in.ts'
import { ActionMessage } from './action-message.tsx'
import { Button } from './button.tsx'
import { Spinner } from './icons.tsx'

/** Starts the sign-in to Spotify, shows that it is running (also when the tray started it), and shows how it ended. */
export function SignIn({ again = false, compact = false }: { again?: boolean; compact?: boolean }) {
  const { api, status } = useTonearm()
  const [inBrowser, setInBrowser] = useState(false)
  // A switch to the browser continues the same sign-in, so the result of the first request is ignored.
  const signIn = useAction((how: 'window' | 'browser') => api.signIn(how), { again: 'replaces', done: texts.done })
  const cancel = useAction(() => api.cancelSignIn())
  function start(how: 'window' | 'browser'): void {
    setInBrowser(how === 'browser')
    void signIn.start(how)
  }

  const waiting = status.account.state === 'signing-in' || signIn.progress.state === 'running'

  if (waiting) {
    // The keys make these two separate elements, so that a pressed button does not turn into another one.
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
        <ActionMessage progress={cancel.progress} />
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
      <ActionMessage progress={signIn.progress} />
    </div>
  )
}
