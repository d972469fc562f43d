import type { Paths } from '../config/paths.ts'
import type { VaultKind } from '../config/vault-kind.ts'
import { connectedApps } from '../shared/connected-apps.ts'
import { grouped } from '../shared/counted.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { type RemovalPart, type RemovalView, removalParts } from '../shared/removal.ts'
import { dataBytes } from './delete-data.ts'
import { disconnectAll } from './disconnect-all.ts'
import type { Tonearm } from './tonearm-type.ts'

/** Removes what Tonearm leaves on a computer. */
export type Removal = {
  /** The parts that are there. Nothing is changed. */
  list(): Promise<RemovalView[]>
  /** @returns what happened, as sentences @throws Problem when a part of it could not be removed */
  remove(part: RemovalPart): Promise<string>
}

/**
 * @param options.autostart the entry that starts Tonearm at login; missing where this program has none, or cannot change it
 * @param options.deleteData how the data folder is emptied: Tonearm must have stopped
 */
export function createRemoval(options: {
  tonearm: Pick<Tonearm, 'clients' | 'forgetSecrets'>
  paths: Paths
  vault: VaultKind
  autostart?: { isOn(): boolean; off(): Promise<void> }
  deleteData: () => Promise<void>
}): Removal {
  const { tonearm, paths, vault, autostart, deleteData } = options

  const removing: Record<RemovalPart, () => Promise<string>> = {
    async apps() {
      const { ok, message } = await disconnectAll(tonearm.clients)
      if (!ok) throw new Problem('client-settings', message)
      return message
    },
    async login() {
      await tonearm.forgetSecrets()
      return 'The login and the access key are deleted.'
    },
    async autostart() {
      await autostart?.off()
      return 'Tonearm no longer starts at login.'
    },
    async data() {
      await deleteData()
      return 'The data is deleted.'
    },
  }

  /** The apps with an entry, and those of which nobody can tell; or why it is not known. */
  async function apps(): Promise<string> {
    try {
      const views = await tonearm.clients.list()
      return [...connectedApps(views), ...views.filter(({ state }) => state === 'unreadable')].map(({ title }) => title).join(', ')
    } catch (error) {
      if (!isProblem(error)) throw error
      return `not known. ${error.message}`
    }
  }

  return {
    async list() {
      const places: Record<RemovalPart, string> = {
        apps: await apps(),
        login: placeOf[vault],
        autostart: autostart?.isOn() ? 'on' : '',
        data: `${paths.directory} (${megabytes(dataBytes(paths))})`,
      }
      return removalParts.filter((part) => places[part] !== '').map((part) => ({ part, where: places[part], ...words[part] }))
    },
    remove: (part) => removing[part](),
  }
}

const words: Record<RemovalPart, Pick<RemovalView, 'title' | 'loses'>> = {
  apps: {
    title: 'Entries in your apps',
    loses:
      'These apps can no longer use your music. Nothing else in their settings changes. An app that you connected by hand keeps its entry: remove it there.',
  },
  login: { title: 'Login and access key', loses: 'You are signed out of Spotify. Your music at Spotify does not change.' },
  autostart: { title: 'Start at login', loses: 'Tonearm no longer starts when you log in to your computer.' },
  data: {
    title: 'Data folder',
    loses:
      'Your listening history is lost for good: Spotify tells an app only the last 50 plays. You can no longer undo changes. Settings and log go too. To keep the history, export it first.',
  },
}

const placeOf: Record<VaultKind, string> = {
  keychain: "your system's keychain",
  file: 'the file vault.json in the data folder',
  memory: '',
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? 'less than 1 MB' : `${grouped(Math.round(bytes / 1_000_000))} MB`
}
