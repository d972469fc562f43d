import { join } from 'node:path'
import { app, clipboard, dialog, ipcMain, Menu, nativeTheme, powerMonitor, protocol, screen, session, shell } from 'electron'
import { deleteData } from '../app/delete-data.ts'
import { findOwnFiles } from '../app/own-files.ts'
import { createTonearm } from '../app/tonearm.ts'
import { openLog } from '../config/logging.ts'
import { forgetQuitByHand } from '../config/quit-marker.ts'
import { openSettings } from '../config/settings.ts'
import { findSpotifyAddresses } from '../config/spotify-addresses.ts'
import type { SignInWay } from '../shared/contract.ts'
import { localZone } from '../shared/moments.ts'
import { isProblem } from '../shared/problem.ts'
import { coalesce } from './coalesce.ts'
import type { LaunchOptions } from './launch-options.ts'
import { enableAccountName } from './login/account-name.ts'
import { createSignIn } from './login/sign-in.ts'
import { createAutostart } from './system/autostart.ts'
import { createConfirm } from './system/confirm.ts'
import { enableLifecycle } from './system/lifecycle.ts'
import { withLevel } from './system/log-level.ts'
import { createNotifications } from './system/notifications.ts'
import { createOpenBundle } from './system/open-bundle.ts'
import { findReleasesPage } from './system/releases-page.ts'
import { screenLockIsTold, watchScreenLock } from './system/screen-lock.ts'
import { enableSessionLock } from './system/session-lock.ts'
import { createUpdates } from './system/updates.ts'
import { createTray } from './tray/tray.ts'
import { createTrayActions } from './tray/tray-actions.ts'
import { createTrayPlayer } from './tray/tray-player.ts'
import { appScheme, serveApp } from './window/app-protocol.ts'
import { applicationMenu } from './window/application-menu.ts'
import { createContract } from './window/contract-handlers.ts'
import { createExternalLinks } from './window/external-links.ts'
import { serveContract } from './window/ipc.ts'
import { problemForWindow, statusForWindow } from './window/problem-text.ts'
import { createSettingsWindow } from './window/settings-window.ts'
import { enableWindowPolicies, type WindowPolicies } from './window/window-policy.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/** Starts the tray app. The caller has checked that no other one runs. Some of Electron's settings must be made before it is ready. */
export function startDesktop(options: LaunchOptions): void {
  protocol.registerSchemesAsPrivileged([appScheme])
  app.enableSandbox()
  enableSessionLock({ app })
  const policies = enableWindowPolicies({ app })
  app
    .whenReady()
    .then(() => open(options, policies))
    .catch(showStartError)
}

/** The composition root of the app: creates its parts, connects them, and starts them. */
async function open({ paths, vault, port, hidden, environment }: LaunchOptions, policies: WindowPolicies): Promise<void> {
  forgetQuitByHand(paths.quitByHand)

  // The parts
  const damages: string[] = []
  const settings = openSettings({ file: paths.settings, environment, flags: { port }, onDamaged: (sentence) => damages.push(sentence) })
  const log = withLevel(openLog({ file: paths.log, level: 'debug' }), () => settings.current().logLevel)
  const { accounts } = findSpotifyAddresses(environment)
  const zone = localZone()
  const vaultKind = vault ?? settings.current().vault
  const buildFolder = join(app.getAppPath(), 'out')
  const views = coalesce(updateViews)
  const own = findOwnFiles(app.isPackaged ? { resources: process.resourcesPath } : {})
  const releasesPage = findReleasesPage(app.getAppPath())
  const links = createExternalLinks({ shell, accounts, releasesPage, log })
  const signIn = createSignIn({ accounts, policies, openExternal: links.open, way: () => settings.current().signInWay, remember })
  const tonearm = createTonearm({
    paths,
    settings,
    vault: vaultKind,
    log,
    environment,
    systemProxy: (address) => session.defaultSession.resolveProxy(address),
    computer: { openLink: links.openClient, openFile: createOpenBundle({ shell, bundle: own.bundle }) },
    own,
    asksInWindow: true,
    program: { quit: () => lifecycle.quit(), showWindow: (page) => window.show(page) },
    downloads: () => app.getPath('downloads'),
    howTo: {
      signIn: 'choose "Sign in" in the menu of Tonearm',
      allowChanges: 'turn off "Read only" on the page Permissions of Tonearm, which works at once',
      permit: 'switch it on in Tonearm’s window, page Permissions, which works at once',
    },
    openUrl(url, client) {
      if (client) notifications.signInWanted(client)
      return signIn.show(url)
    },
  })
  const window = createSettingsWindow({ preload: join(buildFolder, 'preload.cjs'), policies, nativeTheme, screen, placeFile: paths.window })
  const status = () => statusForWindow(tonearm.status())
  const notifications = createNotifications({ status, zone, onClick: window.show })
  const lifecycle = enableLifecycle({ app, show: () => window.show(), stop, log })
  const autostart = createAutostart({ app, environment })
  try {
    autostart.refresh()
  } catch (error) {
    log.warn(`The autostart entry could not be corrected: ${error}`)
  }
  const updates = createUpdates({ app, log, changed: views.call })
  const contract = createContract({
    tonearm,
    settings,
    paths,
    vault: vaultKind,
    environment,
    signIn,
    autostart,
    autostartChanged: settingsChanged,
    updates,
    releasesPage,
    documents: app.isPackaged ? process.resourcesPath : app.getAppPath(),
    links,
    clipboard,
    shell,
    dialog,
    quit({ again = false, deleteData = false } = {}) {
      leavesNothing = deleteData
      lifecycle.quit({ again })
    },
  })
  const confirm = createConfirm({ dialog })
  const player = createTrayPlayer({ tonearm, changed: views.call, log })
  const tray = createTray({
    folder: join(app.getAppPath(), 'assets', 'tray'),
    view: () => ({
      status: status(),
      zone,
      now: Date.now(),
      playing: player.current(),
      readOnly: settings.current().readOnly,
      whileLocked: { on: settings.current().pauseWhileLocked, available: screenLockIsTold() },
      updates: updates.state(),
    }),
    actions: createTrayActions({ contract, signIn, player, updates, showWindow: window.show, confirm, notify: notifications.failed, log }),
    onOpen() {
      void player.refresh()
      void tonearm.history.refreshToday()
    },
  })
  let stopping = false
  let leavesNothing = false

  // Their connections
  const menu = applicationMenu(process.platform, {
    continueInBrowser: () => signIn.continue('browser'),
    quit: () => void contract.quit(),
  })
  Menu.setApplicationMenu(menu && Menu.buildFromTemplate(menu))
  app.setAppUserModelId('app.tonearm')
  app.dock?.hide()
  serveApp({ protocol: session.defaultSession.protocol, folder: join(buildFolder, 'renderer') })
  serveContract({ ipcMain, contract, ourContents: window.contents, log })
  enableAccountName({ tonearm, log })
  tonearm.onStatus(statusChanged)
  settings.onChange(settingsChanged)
  watchScreenLock({ powerMonitor, onChange: tonearm.access.screenLocked })
  // Some of what they show depends on the time.
  setInterval(views.call, hourMs).unref()

  // The start
  for (const sentence of damages) {
    log.warn(sentence)
    notifications.failed(sentence)
  }
  if (tonearm.status().account.state === 'client-id-missing' && !hidden) window.show('setup')
  await tonearm.restore()
  // The keychain may ask the person for a password first, and the person may quit before that is done.
  if (stopping) return
  if (tonearm.status().account.state === 'login-ended' && !hidden) window.show('status')
  // Who has updated is told before anything is kept. Without the window, a notification leads there (system/notices.ts).
  const { account, history } = tonearm.status()
  if (account.state === 'signed-in' && history.keeping === 'untold' && !hidden) window.show('history')
  // The failure and its reason are part of the status from now on.
  await tonearm.listen().catch((error) => {
    // `tonearm serve` has the same data: two would not see each other's changes.
    if (isProblem(error, 'already-running')) throw error
    log.info(`Tonearm does not listen for apps: ${error.message}`)
  })
  tonearm.history.start()
  // Does nothing in a build that is not signed.
  void updates.check()
  setInterval(updates.check, dayMs).unref()

  function statusChanged(): void {
    const { account } = tonearm.status()
    if (account.state !== 'signing-in') signIn.end()
    if (account.state !== 'signed-in') player.clear()
    views.call()
  }

  /** Only a convenience: the sign-in goes on when it cannot be kept. */
  function remember(signInWay: SignInWay): void {
    if (signInWay === settings.current().signInWay) return
    try {
      settings.change({ signInWay })
    } catch (error) {
      log.warn(`The way to sign in was not remembered: ${error}`)
    }
  }

  async function settingsChanged(): Promise<void> {
    views.call()
    window.send('settingsChanged', await contract.settings())
  }

  function updateViews(): void {
    if (stopping) return
    tray.update()
    notifications.update()
    window.send('statusChanged', status())
  }

  async function stop(): Promise<void> {
    stopping = true
    signIn.end()
    await tonearm.stop()
    views.cancel()
    tray.close()
    if (leavesNothing) deleteData(paths, environment)
  }
}

/** Nothing works now, perhaps not even the log, so the person gets a message box. */
function showStartError(error: unknown): void {
  dialog.showErrorBox('Tonearm could not start', isProblem(error) ? problemForWindow(error) : String(error))
  app.exit(1)
}
