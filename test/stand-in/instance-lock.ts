import { readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const lockName = 'SingletonLock'
const messagePrefix = 'SingletonMessage-'

/**
 * One process for each directory. Who comes second leaves a message with its command line for the first.
 *
 * @param onSecond gets that command line
 * @returns undefined when another process has the lock
 */
export function createInstanceLock(directory: string, onSecond: (words: string[]) => void): { release(): void } | undefined {
  const file = join(directory, lockName)
  if (!take(file)) {
    writeFileSync(join(directory, `${messagePrefix}${process.pid}-${performance.now()}`), JSON.stringify(process.argv))
    return undefined
  }
  const watcher = watch(directory, () => {
    for (const name of readdirSync(directory).filter((name) => name.startsWith(messagePrefix))) {
      const words = read(join(directory, name))
      if (!words) continue
      rmSync(join(directory, name), { force: true })
      onSecond(words)
    }
  })
  watcher.unref()
  return {
    release() {
      watcher.close()
      rmSync(file, { force: true })
    },
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (isAlive(Number(readFileSync(file, 'utf8')))) return false
    rmSync(file, { force: true })
    return take(file)
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Undefined while it is still being written. */
function read(file: string): string[] | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as string[]
  } catch {
    return undefined
  }
}
