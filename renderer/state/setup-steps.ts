import type { SettingsView } from '../../src/shared/contract.ts'
import type { Status } from '../../src/shared/status.ts'

export type StepState = 'done' | 'now' | 'later'

export type SetupSteps = { app: StepState; signIn: StepState; connect: StepState }

/** The state of the three set-up steps. The first step that is not done is the current one. */
export function setupSteps(status: Status, settings: SettingsView): SetupSteps {
  const hasApp = settings.clientId !== undefined && status.account.state !== 'client-id-missing'
  const isSignedIn = hasApp && status.account.state === 'signed-in'
  const wasReached = status.clients.length > 0 || status.calls.length > 0
  return {
    app: hasApp ? 'done' : 'now',
    signIn: isSignedIn ? 'done' : hasApp ? 'now' : 'later',
    connect: wasReached ? 'done' : isSignedIn ? 'now' : 'later',
  }
}

/** Whether the set-up is not finished. Connected apps are not remembered after a restart, so that step does not count. */
export function needsSetup(status: Status, settings: SettingsView): boolean {
  const { app, signIn } = setupSteps(status, settings)
  return status.account.state !== 'login-ended' && (app !== 'done' || signIn !== 'done')
}
