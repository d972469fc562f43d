import type { ClientView } from '../../src/shared/clients.ts'
import type { SettingsView } from '../../src/shared/contract.ts'
import type { Status } from '../../src/shared/status.ts'

export type StepState = 'done' | 'now' | 'later'

export type SetupSteps = { app: StepState; signIn: StepState; connect: StepState }

/**
 * The state of the three set-up steps. The first step that is not done is the current one.
 *
 * @param clients the apps on this computer: one that Tonearm connected stays connected after a restart
 */
export function setupSteps(status: Status, settings: SettingsView, clients: readonly ClientView[] = []): SetupSteps {
  const hasApp = settings.clientId !== undefined && status.account.state !== 'client-id-missing'
  const isSignedIn = hasApp && status.account.state === 'signed-in'
  const isConnected = status.clients.length > 0 || status.calls.length > 0 || clients.some(({ state }) => state === 'connected')
  return {
    app: hasApp ? 'done' : 'now',
    signIn: isSignedIn ? 'done' : hasApp ? 'now' : 'later',
    connect: isConnected ? 'done' : isSignedIn ? 'now' : 'later',
  }
}

/** Whether the set-up is not finished. Somebody may use no app for a while, so that step does not count. */
export function needsSetup(status: Status, settings: SettingsView): boolean {
  const { app, signIn } = setupSteps(status, settings)
  return status.account.state !== 'login-ended' && (app !== 'done' || signIn !== 'done')
}
