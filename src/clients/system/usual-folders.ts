import { join } from 'node:path'
import type { Computer } from '../client.ts'
import { appData, folderOf, local, namesIn } from './folders.ts'

/**
 * Where installers put programs that are started from a terminal, beside what PATH says: a desktop app is started with a shorter PATH than a
 * terminal has, on macOS with hardly any.
 */
export function usualFolders(computer: Computer): string[] {
  return computer.platform === 'win32' ? foldersOfWindows(computer) : foldersOfUnix(computer)
}

function foldersOfUnix(computer: Computer): string[] {
  const { home, root = '/', platform } = computer
  const system = ['usr/local/bin', 'opt/homebrew/bin', 'home/linuxbrew/.linuxbrew/bin', 'snap/bin', 'usr/bin'].map((folder) =>
    join(root, folder),
  )
  const own = ['.local/bin', '.claude/local', '.npm-global/bin', '.volta/bin', '.bun/bin'].map((folder) => join(home, folder))
  return [...own, ...newestOfNvm(computer), ...system, ...(platform === 'darwin' ? foldersOfApps(computer) : [])]
}

/** The folders of commands that editors carry inside of their apps (https://code.visualstudio.com/docs/setup/mac). */
function foldersOfApps({ home, root = '/' }: Computer): string[] {
  const inside = ['Contents', 'Resources', 'app', 'bin']
  return [join(root, 'Applications'), join(home, 'Applications')].flatMap((folder) =>
    ['Visual Studio Code.app', 'Visual Studio Code - Insiders.app', 'VSCodium.app', 'Cursor.app'].map((app) =>
      join(folder, app, ...inside),
    ),
  )
}

/** The folder of the newest Node.js that nvm has installed, and of the programs that were installed with it. */
function newestOfNvm(computer: Computer): string[] {
  const versions = join(folderOf(computer, 'NVM_DIR') ?? join(computer.home, '.nvm'), 'versions', 'node')
  const newest = namesIn(versions)
    .filter((name) => /^v\d+\.\d+\.\d+$/.test(name))
    .toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .at(-1)
  return newest ? [join(versions, newest, 'bin')] : []
}

function foldersOfWindows(computer: Computer): string[] {
  const programs = [join(local(computer), 'Programs'), folderOf(computer, 'ProgramFiles')].filter((folder) => folder !== undefined)
  return [
    join(computer.home, '.local', 'bin'),
    // npm's own (https://docs.npmjs.com/cli/v11/configuring-npm/folders).
    join(appData(computer), 'npm'),
    join(local(computer), 'Microsoft', 'WinGet', 'Links'),
    join(local(computer), 'Volta', 'bin'),
    ...programs.flatMap((folder) => [
      join(folder, 'nodejs'),
      join(folder, 'Microsoft VS Code', 'bin'),
      join(folder, 'Microsoft VS Code Insiders', 'bin'),
      join(folder, 'VSCodium', 'bin'),
      join(folder, 'cursor', 'resources', 'app', 'bin'),
    ]),
  ]
}
