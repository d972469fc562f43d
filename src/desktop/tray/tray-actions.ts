import { toProblem } from '../../config/defects.ts'
import type { Log } from '../../config/logging.ts'
import type { Contract, Page } from '../../shared/contract.ts'
import { isProblem } from '../../shared/problem.ts'
import type { SignIn } from '../login/sign-in.ts'
import type { Updates } from '../system/updates.ts'
import { problemForWindow } from '../window/problem-text.ts'
import type { TrayActions } from './tray-menu.ts'
import type { TrayPlayer } from './tray-player.ts'

/**
 * What the tray menu's items do: the same as the buttons of the settings window. A menu cannot show an answer, so a failure, what a
 * sign-out left and what an import brought are shown as notifications.
 *
 * @param options.notify shows a sentence to the person
 */
export function createTrayActions(options: {
  contract: Contract
  signIn: SignIn
  player: TrayPlayer
  updates: Updates
  showWindow: (page?: Page) => void
  notify: (sentence: string) => void
  log: Log
}): TrayActions {
  const { contract, signIn, player, updates, showWindow, notify, log } = options

  const run = (work: () => Promise<unknown>) => () => {
    work().catch((error) => {
      // The person closed the window, so there is nothing to tell.
      if (isProblem(error, 'sign-in-cancelled')) return
      notify(problemForWindow(toProblem(error, log, 'the tray menu')))
    })
  }

  return {
    signIn: run(async () => contract.signIn((await contract.settings()).signInWay)),
    continueInBrowser: () => signIn.continue('browser'),
    cancelSignIn: run(contract.cancelSignIn),
    signOut: run(async () => {
      const { message } = await contract.signOut()
      if (message) notify(message)
    }),
    copy: (what) => run(() => contract.copy(what))(),
    copyClientText: (client) => run(() => contract.copyClientText(client))(),
    restartEndpoint: run(contract.restartEndpoint),
    playOrPause: run(player.playOrPause),
    next: run(player.next),
    importHistory: run(async () => {
      const { message } = await contract.importHistory({})
      if (message) notify(message)
    }),
    settings: () => showWindow(),
    permissions: () => showWindow('permissions'),
    clients: () => showWindow('clients'),
    setStartAtLogin: (on) => run(() => contract.changeSettings({ startAtLogin: on }))(),
    openLogFolder: run(() => contract.open('log-folder')),
    checkForUpdates: run(updates.check),
    installUpdate: run(updates.install),
    quit: run(contract.quit),
  }
}
