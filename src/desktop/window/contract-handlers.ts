import { dirname, join } from 'node:path'
import type { Clipboard, Dialog, Shell } from 'electron'
import { clientsNow } from '../../app/clients-now.ts'
import { disconnectAll } from '../../app/disconnect-all.ts'
import type { Tonearm } from '../../app/tonearm-type.ts'
import type { Paths } from '../../config/paths.ts'
import { noteQuitByHand } from '../../config/quit-marker.ts'
import { enteredHostName, parseClientId, type Settings, type SettingsStore } from '../../config/settings.ts'
import type { VaultKind } from '../../config/vault-kind.ts'
import type { ClientAction, ClientName, ConnectionWay } from '../../shared/clients.ts'
import { stayConnectedSentence } from '../../shared/connected-apps.ts'
import type { ActionResult, Contract, EditableSettings, UpdateView } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'
import { forgottenSentence, signedOutSentence } from '../../shared/sign-out-sentences.ts'
import type { SignIn } from '../login/sign-in.ts'
import type { Autostart } from '../system/autostart.ts'
import { nextFreePort } from '../system/free-port.ts'
import type { Updates } from '../system/updates.ts'
import { copiedSentences, copyableText } from './copyable-texts.ts'
import { doctorHandlers } from './doctor-handlers.ts'
import type { ExternalLinks } from './external-links.ts'
import { webPages } from './external-links.ts'
import { historyHandlers } from './history-handlers.ts'
import { statusForWindow } from './problem-text.ts'
import { removalHandlers } from './removal-handlers.ts'
import { redirectUriFor, settingsView } from './settings-view.ts'

/** The parts that the handlers use. */
export type ContractParts = {
  tonearm: Tonearm
  settings: SettingsStore
  paths: Paths
  vault: VaultKind
  environment: NodeJS.ProcessEnv
  signIn: SignIn
  autostart: Autostart
  updates: Updates
  /** The folder with the documentation and the list of changes. */
  documents: string
  /** Where new versions are, if it is known. */
  releasesPage?: string
  links: ExternalLinks
  clipboard: Pick<Clipboard, 'writeText'>
  shell: Pick<Shell, 'openPath'>
  dialog: Pick<Dialog, 'showOpenDialog'>
  /** The login item is not in the settings file, so a change of it must be announced separately. */
  autostartChanged: () => void
  /** Ends the app. `again` restarts it; `deleteData` deletes the data folder when everything has ended. */
  quit: (options?: { again?: boolean; deleteData?: boolean }) => void
}

/** Does what the settings window and the tray menu ask for. Throws a Problem when something cannot be done. */
export function createContract(parts: ContractParts): Contract {
  const { tonearm, settings, paths, signIn, autostart, updates, links, clipboard, shell, quit } = parts

  async function changeSettings(changes: Partial<EditableSettings>): Promise<ActionResult> {
    const { startAtLogin, clientId, allowedHosts, ...rest } = changes
    const before = settings.current()
    // The arguments were checked, so `scopes` holds known permissions only.
    const stored = {
      ...(rest as Partial<Settings>),
      ...(clientId !== undefined && { clientId: parseClientId(clientId) }),
      ...(allowedHosts !== undefined && { allowedHosts: allowedHosts.map(enteredHostName) }),
    }
    if (Object.keys(stored).length > 0) settings.change(stored)
    if (startAtLogin !== undefined) await autostart.set(startAtLogin).finally(parts.autostartChanged)
    const after = settings.current()
    if (after.clientId !== before.clientId) await tonearm.restore()
    const note = after.port === before.port ? undefined : await tonearm.restartEndpoint()
    return done(['Saved.', note].filter(Boolean).join(' '))
  }

  async function applyClientChange(name: ClientName, action: ClientAction, change: string, way?: ConnectionWay): Promise<ActionResult> {
    return done((await tonearm.clients.apply(name, action, change, way)).message)
  }

  const folders = {
    'data-folder': paths.directory,
    'log-folder': dirname(paths.log),
    documentation: join(parts.documents, 'docs'),
    'whats-new': join(parts.documents, 'CHANGELOG.md'),
  }

  function updateView(): UpdateView {
    const state = updates.state()
    switch (state.state) {
      case 'unavailable':
        return { state: 'by-hand', hasPage: parts.releasesPage !== undefined }
      case 'idle':
        return { state: 'idle', ...(state.looked && { looked: { ...state.looked, at: new Date(state.looked.at).toISOString() } }) }
      default:
        return state
    }
  }

  async function open(what: Parameters<Contract['open']>[0]): Promise<ActionResult> {
    if (what === 'releases') {
      if (!parts.releasesPage) throw new Problem('not-available', 'Tonearm does not know where new versions are.')
      await links.open(parts.releasesPage)
    } else if (what in webPages) await links.open(webPages[what as keyof typeof webPages])
    else {
      const failure = await shell.openPath(folders[what as keyof typeof folders])
      if (failure) throw new Problem('not-available', `Tonearm could not open the folder: ${failure}`)
    }
    return done()
  }

  return {
    status: async () => statusForWindow(tonearm.status()),
    settings: async () => settingsView({ settings, dataDirectory: paths.directory, startAtLogin: autostart.state() }),
    changeSettings,
    async signIn(how, anyway = false) {
      signIn.continue(how)
      if (!anyway && tonearm.status().account.state !== 'signing-in') {
        const trouble = await tonearm.vaultTrouble()
        if (trouble) throw loginNotKept(trouble)
      }
      await tonearm.signIn((url) => signIn.show(url, how))
      return done('You are signed in.')
    },
    async cancelSignIn() {
      tonearm.cancelSignIn()
      return done()
    },
    async signOut() {
      await tonearm.signOut()
      return done([signedOutSentence, stayConnectedSentence(await clientsNow(tonearm.clients))].filter(Boolean).join(' '))
    },
    async forgetAccount() {
      return done(forgottenSentence(await tonearm.forgetAccount()))
    },
    async pauseAccess(length) {
      tonearm.access.pause(length)
      return done('Paused. Apps stay connected, and are told that you paused.')
    },
    async resumeAccess() {
      tonearm.access.resume()
      return done('Apps can use your music again.')
    },
    activity: async () => ({ ok: true, value: await tonearm.activity() }),
    async eraseActivity() {
      await tonearm.eraseActivity()
      return done('Erased. Changes stay, so you can still undo them.')
    },
    async answerQuestion(id, yes) {
      tonearm.answerQuestion(id, yes)
      return done(yes ? 'Allowed once.' : 'Not allowed. Nothing was removed.')
    },
    async undoChange(receipt, force) {
      return done(['Undone.', ...(await tonearm.undoChange(receipt, force))].join(' '))
    },
    async restartEndpoint() {
      return done(['Tonearm is listening again.', await tonearm.restartEndpoint()].filter(Boolean).join(' '))
    },
    async freePort() {
      const { port, callbackPort } = settings.current()
      const value = await nextFreePort(port, [callbackPort])
      if (value === undefined) throw new Problem('port-taken', `The ports after ${port} are taken, too.`)
      return { ok: true, value }
    },
    async rotateToken() {
      return done(['There is a new access key.', await tonearm.rotateToken()].filter(Boolean).join(' '))
    },
    clients: () => tonearm.clients.list(),
    async previewClient(name, action, way) {
      return { ok: true, change: await tonearm.clients.preview(name, action, way) }
    },
    connectClient: (name, change, way) => applyClientChange(name, 'connect', change, way),
    disconnectClient: (name, change) => applyClientChange(name, 'disconnect', change),
    disconnectAllClients: () => disconnectAll(tonearm.clients),
    async copyClientText(name) {
      await clipboard.writeText(await tonearm.clients.snippet(name))
      return done()
    },
    async openClientFile(name) {
      const file = (await tonearm.clients.list()).find((client) => client.name === name)?.file
      if (!file) throw new Problem('not-available', 'This app has no settings file that needs your attention now.')
      if (await shell.openPath(file)) throw new Problem('not-available', `Tonearm could not open ${file}. Open it with a text editor.`)
      return done()
    },
    async blockClient(name, blocked) {
      tonearm.blockClient(name, blocked)
      return done()
    },
    async copy(what) {
      const { callbackPort } = settings.current()
      await clipboard.writeText(copyableText(what, { endpoint: tonearm.connection()?.url, redirectUri: redirectUriFor(callbackPort) }))
      return done(copiedSentences[what])
    },
    open,
    ...historyHandlers(parts),
    ...removalHandlers(parts),
    ...doctorHandlers(parts),
    updates: async () => ({ ok: true, value: updateView() }),
    async checkForUpdates() {
      await updates.check()
      const state = updates.state()
      if (state.state !== 'idle') return done()
      if (state.looked?.failed) {
        throw new Problem(
          'not-available',
          'Tonearm could not look for a new version. Check your connection to the internet, then try again.',
        )
      }
      return done('No newer version was found.')
    },
    async installUpdate() {
      await updates.install()
      return done()
    },
    async reset() {
      await autostart.set(false)
      await tonearm.reset()
      quit({ again: true })
      return done()
    },
    async quit() {
      noteQuitByHand(paths.quitByHand)
      quit()
      return done()
    },
  }
}

/** Told before the person signs in, and not after. */
function loginNotKept({ code, message }: Problem): Problem {
  return new Problem(code, `${message} Until then, Tonearm forgets the login when you quit it.`)
}

function done(message?: string): ActionResult {
  return { ok: true, ...(message && { message }) }
}
