import { toProblem } from '../../config/defects.ts'
import type { Log } from '../../config/logging.ts'
import type { Contract, Page } from '../../shared/contract.ts'
import { isProblem } from '../../shared/problem.ts'
import { signOutQuestion } from '../../shared/sign-out-sentences.ts'
import type { SignIn } from '../login/sign-in.ts'
import type { Question } from '../system/confirm.ts'
import type { Updates } from '../system/updates.ts'
import { problemForWindow } from '../window/problem-text.ts'
import type { TrayActions } from './tray-menu.ts'
import type { TrayPlayer } from './tray-player.ts'

/**
 * What the tray menu's items do: the same as the buttons of the settings window. A menu cannot show an answer, so a failure, and what an import
 * brought or a sign-out left, are shown as notifications.
 *
 * @param options.confirm asks the person in a dialog
 * @param options.notify shows a sentence to the person
 */
export function createTrayActions(options: {
  contract: Contract
  signIn: SignIn
  player: TrayPlayer
  updates: Updates
  showWindow: (page?: Page) => void
  confirm: (question: Question) => Promise<boolean>
  notify: (sentence: string) => void
  log: Log
}): TrayActions {
  const { contract, signIn, player, updates, showWindow, confirm, notify, log } = options

  const run = (work: () => Promise<unknown>) => () => {
    work().catch((error) => {
      // The person closed the window, so there is nothing to tell.
      if (isProblem(error, 'sign-in-cancelled')) return
      notify(problemForWindow(toProblem(error, log, 'the tray menu')))
    })
  }

  return {
    status: () => showWindow('status'),
    signIn: run(async () => contract.signIn((await contract.settings()).signInWay)),
    continueInBrowser: () => signIn.continue('browser'),
    cancelSignIn: run(contract.cancelSignIn),
    signOut: run(async () => {
      if (!(await confirm(signOutQuestion(await contract.clients().catch(() => []))))) return
      const { message } = await contract.signOut()
      if (message) notify(message)
    }),
    restartEndpoint: run(contract.restartEndpoint),
    previous: run(player.previous),
    playOrPause: run(player.playOrPause),
    next: run(player.next),
    like: run(player.like),
    playOn: (deviceId) => run(() => player.playOn(deviceId))(),
    history: () => showWindow('history'),
    importHistory: (files) =>
      run(async () => {
        // The page shows how far it is.
        if (files) showWindow('history')
        const { message } = await contract.importHistory({ ...(files && { files }) })
        if (message) notify(message)
      })(),
    pauseAccess: (length) => run(() => contract.pauseAccess(length))(),
    resumeAccess: run(contract.resumeAccess),
    setPauseWhileLocked: (on) => run(() => contract.changeSettings({ pauseWhileLocked: on }))(),
    setReadOnly: (on) => run(() => contract.changeSettings({ readOnly: on }))(),
    permissions: () => showWindow('permissions'),
    activity: () => showWindow('activity'),
    clients: () => showWindow('clients'),
    settings: () => showWindow(),
    setup: () => showWindow('setup'),
    help: () => showWindow('about'),
    openLogFolder: run(() => contract.open('log-folder')),
    checkForUpdates: run(updates.check),
    installUpdate: run(updates.install),
    quit: run(contract.quit),
  }
}
