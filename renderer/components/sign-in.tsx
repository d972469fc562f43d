import { useState } from 'preact/hooks'
import { type SignInWay, signInWays } from '../../src/shared/contract.ts'
import { useTonearm } from '../state/tonearm-context.ts'
import { useAction } from '../state/use-action.ts'
import { signInTexts as texts } from '../strings/sign-in.ts'
import { ActionMessage } from './action-message.tsx'
import { Button } from './button.tsx'
import { Spinner } from './icons.tsx'

/** Starts the sign-in to Spotify, shows that it is running (also when the tray started it), and shows how it ended. */
export function SignIn({ again = false, compact = false }: { again?: boolean; compact?: boolean }) {
  const { api, status, settings } = useTonearm()
  // A sign-in that an app or the tray started shows Spotify's page in the way that was used last.
  const [inBrowser, setInBrowser] = useState(settings.signInWay === 'browser')
  // A switch to the browser continues the same sign-in, so the result of the first request is ignored.
  const signIn = useAction((how: SignInWay, anyway?: boolean) => (anyway ? api.signIn(how, true) : api.signIn(how)), {
    again: 'replaces',
    done: texts.done,
  })
  const cancel = useAction(() => api.cancelSignIn())
  function start(how: SignInWay, anyway?: boolean): void {
    setInBrowser(how === 'browser')
    void signIn.start(how, anyway)
  }

  const failed = signIn.progress.state === 'over' && !signIn.progress.result.ok ? signIn.progress.result.problem : undefined
  const notKept = failed === 'vault-unavailable' || failed === 'vault-locked' || failed === 'data-directory-unusable'
  const lastWay = again ? settings.signInWay : undefined
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
          {!inBrowser && <Button onPress={() => start('browser')}>{texts.instead}</Button>}
          <Button kind="quiet" onPress={() => void cancel.start()} busy={cancel.progress.state === 'running' && texts.cancelling}>
            {texts.cancel}
          </Button>
        </div>
        {!compact && <p class="hint">{texts.trouble}</p>}
        <ActionMessage progress={cancel.progress} />
      </div>
    )
  }
  return (
    <div class="sign-in" key="start">
      <div class={compact ? 'actions' : 'ways'}>
        {signInWays.map((way) => (
          <div key={way}>
            <Button kind="primary" onPress={() => start(way)}>
              {way === 'browser' ? texts.browser : again ? texts.again : texts.start}
            </Button>
            {!compact && (
              <p class="hint">
                {texts.reasons[way]} {lastWay === way && texts.lastTime}
              </p>
            )}
          </div>
        ))}
      </div>
      <ActionMessage progress={signIn.progress} />
      {notKept && (
        <div class="actions">
          <Button onPress={() => start(inBrowser ? 'browser' : 'window', true)}>{texts.anyway}</Button>
        </div>
      )}
    </div>
  )
}
