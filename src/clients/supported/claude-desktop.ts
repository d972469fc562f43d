import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import { Problem } from '../../shared/problem.ts'
import { bridgeToPaste, needBridge } from '../bridge-start.ts'
import type { Client, ClientPlan, Computer } from '../client.ts'
import { addToFile, clientNotFound, nothingToAdd, nothingToRemove, removeFromFiles, replaceInFile, updateInFile } from '../client-plans.ts'
import { entryName } from '../entry.ts'
import type { EntryPlace } from '../files/entry-place.ts'
import { isMap } from '../files/plain-data.ts'
import { findEntries, refuseTaken, stateOf } from '../found-entries.ts'
import { appData, hasApp, local, namesIn } from '../system/folders.ts'

const { title } = knownClients['claude-desktop']

/**
 * The folders that a packaged (MSIX) Claude Desktop on Windows uses as its %APPDATA%. It is packaged since February 2026, and never reads the
 * real %APPDATA% (https://github.com/anthropics/claude-code/issues/25579).
 */
function packagedFolders(computer: Computer): string[] {
  if (computer.platform !== 'win32') return []
  const packages = join(local(computer), 'Packages')
  const names = namesIn(packages).filter((name) => name.startsWith('Claude_'))
  return names.map((name) => join(packages, name, 'LocalCache', 'Roaming', 'Claude')).filter((folder) => existsSync(folder))
}

/** @throws Problem `client-settings` when there are several: only Windows knows which one is in use */
function claudeFolder(computer: Computer): string {
  const candidates = packagedFolders(computer)
  if (candidates.length > 1) {
    const sentence = `There is more than one ${title}, and Tonearm cannot tell which one is used: ${candidates.join(' and ')}.`
    throw new Problem('client-settings', `${sentence} Uninstall the ones that you do not use, then try again.`)
  }
  return candidates[0] ?? join(appData(computer), 'Claude')
}

/**
 * The file of https://modelcontextprotocol.io/docs/develop/connect-local-servers. The unofficial builds for Linux use the
 * same file name in the folder for settings.
 */
function place(computer: Computer): EntryPlace {
  const file = join(claudeFolder(computer), 'claude_desktop_config.json')
  return { file, format: 'strict-json', path: ['mcpServers'], key: entryName, home: computer.home }
}

/**
 * Whether our extension is installed: Claude Desktop unpacks a .mcpb into `Claude Extensions/local.mcpb.<author>.<name>`. This is not documented:
 * if it changes, the extension is not seen.
 */
function isExtensionInstalled(computer: Computer): boolean {
  const extensions = join(claudeFolder(computer), 'Claude Extensions')
  return namesIn(extensions).some((name) => nameInManifest(join(extensions, name, 'manifest.json')) === entryName)
}

function nameInManifest(file: string): unknown {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isMap(manifest) ? manifest.name : undefined
  } catch {
    return undefined
  }
}

function detect(computer: Computer): boolean {
  const known = hasApp(computer, { mac: 'Claude.app', windows: ['Claude'] }) || packagedFolders(computer).length > 0
  // Where an older installer put it.
  const older = computer.platform === 'win32' && existsSync(join(local(computer), 'AnthropicClaude'))
  return known || older || existsSync(join(appData(computer), 'Claude'))
}

const places = (computer: Computer) => [place(computer)]

function installExtension(bundle: string): ClientPlan {
  return {
    steps: [{ kind: 'open-file', file: bundle }],
    summary: `Tonearm's extension is opened in ${title}, which asks you before it installs it.`,
    afterwards: `Press "Install" in ${title}. If another program opened the file, drag it into ${title}, Settings, Extensions.`,
    otherWays: ['settings'],
  }
}

const removeExtension = `Tonearm is installed as an extension of ${title}. Only you can remove it: in ${title}, open Settings, Extensions.`

/** Claude Desktop, connected with our extension, else with an entry that starts our bridge. */
export const claudeDesktop: Client = {
  name: 'claude-desktop',
  title,
  detect,
  places,
  afterwards: `Quit ${title} from its menu, or from its icon in the tray, and start it again. Closing its window is not enough.`,

  status(context) {
    const [found] = findEntries(places, context)
    if (found && found.check.state !== 'taken') return found.check
    if (isExtensionInstalled(context.computer)) return { state: 'connected', note: `Installed as an extension of ${title}.` }
    return stateOf(found ? [found] : []) ?? { state: detect(context.computer) ? 'not-connected' : 'not-found' }
  },

  async add(context, how) {
    const { computer, own } = context
    const [found] = findEntries(places, context)
    if (isExtensionInstalled(computer)) return nothingToAdd(title)
    const replaces = found?.check.state === 'taken' && how === 'replace'
    if (found && !replaces) refuseTaken(title, [found])
    if (found?.check.state === 'connected') return nothingToAdd(title)
    if (!found && !detect(computer)) throw clientNotFound(title)
    // On these two, Claude Desktop brings the Node.js that runs it (https://github.com/modelcontextprotocol/mcpb).
    const opensExtensions = how === 'bundle' || ['darwin', 'win32'].includes(computer.platform)
    if (!found && how !== 'settings' && opensExtensions && computer.openFile && own.bundle) return installExtension(own.bundle)
    if (how === 'bundle' && !found) {
      throw new Problem('not-available', `Tonearm's extension cannot be opened here. Connect ${title} with an entry in its settings.`)
    }
    // It accepts no addresses in its file (https://support.claude.com/en/articles/11503834).
    const entry = await needBridge(title, context, "connect it with Tonearm's extension")
    if (replaces) return replaceInFile(claudeDesktop, found.place, entry)
    if (found) return updateInFile(claudeDesktop, [found], () => entry)
    const canOpen = computer.openFile !== undefined && own.bundle !== undefined
    return { ...addToFile(claudeDesktop, place(computer), entry), otherWays: canOpen ? ['bundle'] : [] }
  },

  remove(context) {
    const found = findEntries(places, context)
    const extension = isExtensionInstalled(context.computer)
    if (found.some(({ check }) => check.state !== 'taken') || (found.length > 0 && !extension)) {
      const plan = removeFromFiles(claudeDesktop, found)
      return extension ? { ...plan, afterwards: `${removeExtension} ${plan.afterwards}` } : plan
    }
    if (!extension) return nothingToRemove(title)
    throw new Problem('not-available', removeExtension)
  },

  snippet: (context) => JSON.stringify({ mcpServers: { [entryName]: bridgeToPaste(context) } }, undefined, 2),
}
