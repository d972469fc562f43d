/** What decides whether the tray app can run on this machine. */
export type Machine = {
  platform: NodeJS.Platform
  environment: NodeJS.ProcessEnv
  /** 0 is root; missing on Windows. */
  userId: number | undefined
  /** Whether Electron's binary is there. */
  hasElectron(): boolean
  /** Whether it could be downloaded now. */
  canDownload(): Promise<boolean>
  /** Downloads and unpacks it. */
  install(): void
}

/** Why there can be no tray app here, as the beginning of a sentence; undefined when there can. Downloads Electron only if nothing else is in the way. */
export async function trayObstacle(machine: Machine): Promise<string | undefined> {
  const { platform, environment, userId } = machine
  if (platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY) return 'There is no display'
  // Chromium's sandbox refuses root, and we do not run without the sandbox.
  if (platform === 'linux' && userId === 0) return 'A tray app does not run as root'
  if (machine.hasElectron()) return undefined
  if (!(await machine.canDownload())) return 'Electron is not installed and cannot be downloaded from here'
  machine.install()
  return machine.hasElectron() ? undefined : 'Electron could not be installed'
}

/** Whether the address answers that it has something, before the patience (milliseconds) ends. */
export async function isReachable(address: string, patienceMs: number): Promise<boolean> {
  try {
    return (await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(patienceMs) })).ok
  } catch {
    return false
  }
}
