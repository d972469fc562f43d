import { titleOf } from '../../../src/shared/client-titles.ts'
import { AccountLine } from '../../components/account-line.tsx'
import { Button } from '../../components/button.tsx'
import { EndpointTrouble } from '../../components/endpoint-trouble.tsx'
import { HistoryChoice } from '../../components/history-choice.tsx'
import { Spinner } from '../../components/icons.tsx'
import { ReadOnlyNotice } from '../../components/read-only-notice.tsx'
import { PageHead } from '../../components/section.tsx'
import { SignIn } from '../../components/sign-in.tsx'
import { Turntable } from '../../components/turntable.tsx'
import { isolated, list } from '../../format.ts'
import { type SetupSteps, setupSteps } from '../../state/setup-steps.ts'
import { summarise } from '../../state/summary.ts'
import { useTonearm } from '../../state/tonearm-context.ts'
import { useClients } from '../../state/use-clients.ts'
import { useNow } from '../../state/use-now.ts'
import { consequenceOf } from '../../strings/permissions.ts'
import { setupTexts as texts } from '../../strings/setup.ts'
import { ConnectStep } from './connect-step.tsx'
import { SetupStep } from './setup-step.tsx'
import { SpotifyAppGuide } from './spotify-app-guide.tsx'

/** The set-up in three steps. The first step that is not done is open. */
export function SetupPage() {
  const { status, settings } = useTonearm()
  const { clients, read } = useClients()
  const found = clients.state === 'read' ? clients.clients : []
  const steps = setupSteps(status, settings, found)
  const seen = [...status.clients.map(({ name }) => name), ...status.calls.map(({ client }) => client)]
  const connected = found.filter(({ state }) => state === 'connected').map(({ title }) => title)
  const names = [...new Set(seen.length > 0 ? seen.map(titleOf) : connected)].map(isolated)
  // Until an app is connected, most people mean Claude.
  const app = names.find((name) => name.startsWith('Claude')) ?? names[0] ?? 'Claude'
  return (
    <>
      <Head steps={steps} app={app} />
      <ol class="steps">
        <SetupStep number={1} title={texts.app.title} state={steps.app} summary={steps.app === 'done' ? texts.app.done : texts.app.why}>
          <SpotifyAppGuide />
        </SetupStep>
        <SetupStep number={2} title={texts.signIn.title} state={steps.signIn} summary={signInSummary()}>
          <SignInStep />
        </SetupStep>
        <SetupStep number={3} title={texts.connect.title(app)} state={steps.connect} summary={connectSummary()} staysOpen>
          <EndpointTrouble />
          <ConnectStep clients={clients} read={read} />
          {steps.connect === 'now' && status.endpoint.state === 'listening' && (
            <p class="waiting soft">
              <Spinner />
              {texts.connect.waiting}
            </p>
          )}
        </SetupStep>
      </ol>
    </>
  )

  function signInSummary() {
    if (steps.signIn === 'later') return texts.signIn.later
    return status.account.state === 'signed-in' ? <AccountLine account={status.account} /> : texts.signIn.why
  }

  function connectSummary() {
    if (steps.connect === 'later') return texts.connect.later
    return steps.connect === 'done' ? texts.connect.done(list(names)) : texts.connect.why
  }
}

/** @param app what the app is called that will use the music */
function Head({ steps, app }: { steps: SetupSteps; app: string }) {
  const left = Object.values(steps).filter((state) => state !== 'done').length
  if (left === 0) return <Finished app={app} />
  if (steps.app === 'done') return <PageHead title={texts.titleLeft(left)}>{texts.introLeft(app)}</PageHead>
  return <PageHead title={texts.title}>{texts.intro}</PageHead>
}

/** What to ask first; or what keeps apps from the music now, though the set-up is done. */
function Finished({ app }: { app: string }) {
  const { status } = useTonearm()
  const { mood, title, text } = summarise(status, useNow())
  return (
    <>
      <div class="finished">
        <Turntable mood={mood} />
        <div>
          <PageHead title={texts.titleDone}>{mood === 'good' ? texts.introDone(app) : `${title}. ${text}`}</PageHead>
          {mood === 'good' && (
            <ul class="examples">
              {texts.examples.map((example) => (
                <li key={example}>“{example}”</li>
              ))}
            </ul>
          )}
        </div>
      </div>
      <ReadOnlyNotice />
    </>
  )
}

function SignInStep() {
  const { settings, status, goTo } = useTonearm()
  const all = settings.permissions.flatMap(({ scopes }) => scopes.map(({ scope }) => scope))
  const lost = all.filter((scope) => !settings.scopes.includes(scope)).flatMap((scope) => consequenceOf(scope) ?? [])
  return (
    <>
      {/* Before the buttons: who signs in has seen it. */}
      <HistoryChoice />
      <SignIn again={status.account.state === 'signed-in' || status.account.state === 'login-ended'} />
      <p class="with-action">
        <span>{texts.signIn.asks(settings.scopes.length, all.length)}</span>
        <Button kind="quiet" onPress={() => goTo('permissions')}>
          {texts.signIn.choose}
        </Button>
      </p>
      {lost.length > 0 && (
        <>
          <p>{texts.signIn.without}</p>
          <ul class="lost-permissions">
            {lost.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
