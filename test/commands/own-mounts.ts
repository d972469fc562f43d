import { spawnSync } from 'node:child_process'
import { commandFile } from './run-command.ts'

/** Gives a program mounts of its own, which go with it. */
const [unshare = '', ...ownMounts] = ['unshare', '--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])]

/** Why nothing can be mounted here; undefined where it can. Needs Linux, and root or user namespaces. */
export const noMounts: string | undefined = findNoMounts()

function findNoMounts(): string | undefined {
  if (process.platform !== 'linux') return 'mounting for one process alone needs Linux'
  const tried = spawnSync(unshare, [...ownMounts, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])
  return tried.status === 0 ? undefined : `mounting is not allowed here (${String(tried.stderr ?? tried.error).trim()})`
}

/** The command as a program that first mounts something that only it sees: what it mounts goes with it. @param mounts a shell script */
export function commandWithMounts(mounts: string): string[] {
  return [unshare, ...ownMounts, 'sh', '-c', `set -e\n${mounts}\nexec "$@"`, 'sh', process.execPath, commandFile]
}

/** A path as such a process sees it, for everybody else. */
export function seenBy(pid: number, path: string): string {
  return `/proc/${pid}/root${path}`
}
