import { join } from 'node:path'
import { app, clipboard, dialog, ipcMain, Menu, nativeTheme, protocol, session, shell } from 'electron'
import { findOwnFiles } from '../app/own-files.ts'
import { createTonearm } from '../app/tonearm.ts'
import { openLog } from '../config/logging.ts'
import { openSettings } from '../config/settings.ts'
import { findSpotifyAddresses } from '../config/spotify-addresses.ts'
import { localZone } from '../shared/moments.ts'
import { isProblem } from '../shared/problem.ts'
import type { Launch } from './launch.ts'
import { enableGreeting } from './login/greeting.ts'
import { createSignIn } from './login/sign-in.ts'
import { createAutostart } from './system/autostart.ts'
import { enableLifecycle } from './system/lifecycle.ts'
import { withLevel } from './system/log-level.ts'
import { createNotifications } from './system/notifications.ts'
import { createOpenBundle } from './system/open-bundle.ts'
import { enableSessionLock } from './system/session-lock.ts'
import { createUpdates } from './system/updates.ts'
import { createTray } from './tray/tray.ts'
import { createTrayActions } from './tray/tray-actions.ts'
import { createTrayClients } from './tray/tray-clients.ts'
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

/** Starts the tray app, once it is sure that no other one runs. What has to be said before Electron is ready is said first. */
export function startDesktop(launch: Launch): void {
  protocol.registerSchemesAsPrivileged([appScheme])
  app.enableSandbox()
  enableSessionLock({ app })
  const policies = enableWindowPolicies({ app })
  app
    .whenReady()
    .then(() => open(launch, policies))
    .catch(giveUp)
}

/** Puts the app together. Reads like a list of its parts. */
async function open({ paths, vault, hidden, environment }: Launch, policies: WindowPolicies): Promise<void> {
  const settings = openSettings({ file: paths.settings, environment })
  const log = withLevel(openLog({ file: paths.log, level: 'debug' }), () => settings.current().logLevel)
  const { accounts } = findSpotifyAddresses(environment)
  const zone = localZone()
  const built = join(app.getAppPath(), 'out')
  let pending: NodeJS.Immediate | undefined
  let stopping = false

  const own = findOwnFiles(app.isPackaged ? { resources: process.resourcesPath } : {})
  const links = createExternalLinks({ shell, accounts, log })
  const signIn = createSignIn({ accounts, policies, openExternal: links.open })
  const tonearm = createTonearm({
    paths,
    settings,
    vault,
    log,
    environment,
    zone,
    computer: { openLink: links.openClient, openFile: createOpenBundle({ shell, bundle: own.bundle }) },
    own,
    howTo: {
      signIn: 'choose "Sign in" in the menu of Tonearm',
      allowChanges: 'turn off "Read only" on the page Permissions of Tonearm, which works at once',
    },
    openUrl(url, client) {
      if (client) notifications.signInWanted(client)
      return signIn.inWindow(url)
    },
  })
  const window = createSettingsWindow({ preload: join(built, 'preload.cjs'), policies, nativeTheme })
  const status = () => statusForWindow(tonearm.status())
  const notifications = createNotifications({ status, zone, onClick: window.show })
  const lifecycle = enableLifecycle({ app, show: () => window.show(), stop, log })
  const autostart = createAutostart({ app, environment })
  const updates = createUpdates({ app, log, changed: refresh })
  const contract = createContract({
    tonearm,
    settings,
    paths,
    signIn,
    autostart,
    autostartChanged: settingsChanged,
    links,
    clipboard,
    shell,
    quit: lifecycle.quit,
  })
  const player = createTrayPlayer({ tonearm, changed: refresh, log })
  const clients = createTrayClients({ tonearm, changed: refresh, log })
  const tray = createTray({
    folder: join(app.getAppPath(), 'assets', 'tray'),
    view: () => ({
      status: status(),
      zone,
      now: Date.now(),
      clients: clients.current(),
      playing: player.current(),
      startAtLogin: autostart.state(),
      updates: updates.state(),
    }),
    actions: createTrayActions({ contract, signIn, player, updates, showWindow: window.show, tell: notifications.failed, log }),
    onLook() {
      void player.look()
      void clients.look()
    },
  })

  Menu.setApplicationMenu(menuOrNone(process.platform))
  app.setAppUserModelId('app.tonearm')
  app.dock?.hide()
  serveApp({ protocol: session.defaultSession.protocol, folder: join(built, 'renderer') })
  serveContract({ ipcMain, contract, ourContents: window.contents, log })
  enableGreeting({ tonearm, log })
  tonearm.onStatus(statusChanged)
  settings.onChange(settingsChanged)
  setInterval(notifications.update, hourMs).unref()

  if (tonearm.status().account.state === 'client-id-missing' && !hidden) window.show('setup')
  await tonearm.restore()
  // A keychain may ask the person first, who may have quit meanwhile.
  if (stopping) return
  // That it failed, and why, is part of the status from then on.
  await tonearm.listen().catch((error) => log.info(`The endpoint did not start: ${error.message}`))
  await clients.look()

  function statusChanged(): void {
    const { account } = tonearm.status()
    if (account.state !== 'signing-in') signIn.end()
    if (account.state !== 'signed-in') player.forget()
    refresh()
  }

  async function settingsChanged(): Promise<void> {
    refresh()
    window.send('settingsChanged', await contract.settings())
  }

  /** Many small changes come at once; the views need the last of them. */
  function refresh(): void {
    if (stopping) return
    pending ??= setImmediate(() => {
      pending = undefined
      tray.update()
      notifications.update()
      window.send('statusChanged', status())
    })
  }

  async function stop(): Promise<void> {
    stopping = true
    signIn.end()
    await tonearm.stop()
    clearImmediate(pending)
    tray.close()
  }

  function menuOrNone(platform: NodeJS.Platform): Menu | null {
    const template = applicationMenu(platform, { continueInBrowser: () => signIn.continue('browser') })
    return template && Menu.buildFromTemplate(template)
  }
}

/** Nothing works then, not even the log perhaps: the person gets a sentence in a box. */
function giveUp(error: unknown): void {
  dialog.showErrorBox('Tonearm could not start', isProblem(error) ? problemForWindow(error) : String(error))
  app.exit(1)
}
