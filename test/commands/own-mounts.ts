import { spawnSync } from 'node:child_process'
import { source } from './run-command.ts'

/** Why nothing can be mounted here; undefined where it can. Needs Linux, and root or user namespaces. */
export const noMounts: string | undefined = findNoMounts()

const unshare = process.getuid?.() === 0 ? ['unshare', '--mount'] : ['unshare', '--mount', '--map-root-user']

function findNoMounts(): string | undefined {
  if (process.platform !== 'linux') return 'mounting for one process alone needs Linux'
  const tried = spawnSync('unshare', [
    ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
    '--mount',
    'mount',
    '-t',
    'tmpfs',
    'tmpfs',
    '/mnt',
  ])
  return tried.status === 0 ? undefined : `mounting is not allowed here (${String(tried.stderr ?? tried.error).trim()})`
}

/** The command as a program that first mounts something that only it sees: what it mounts goes with it. @param mounts a shell script */
export function commandWithMounts(mounts: string): string[] {
  return [...unshare, 'sh', '-c', `set -e\n${mounts}\nexec "$@"`, 'sh', process.execPath, source]
}

/** A path as such a process sees it, for everybody else. */
export function seenBy(pid: number, path: string): string {
  return `/proc/${pid}/root${path}`
}
