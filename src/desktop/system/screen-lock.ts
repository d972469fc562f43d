import type { PowerMonitor } from 'electron'

/** Whether the system tells when the screen is locked: macOS and Windows do, Linux does not (https://www.electronjs.org/docs/latest/api/power-monitor). */
export function screenLockIsTold(platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'darwin' || platform === 'win32'
}

/** Tells when the screen is locked and unlocked. */
export function watchScreenLock({
  powerMonitor,
  onChange,
}: {
  powerMonitor: Pick<PowerMonitor, 'on'>
  onChange: (locked: boolean) => void
}): void {
  powerMonitor.on('lock-screen', () => onChange(true))
  powerMonitor.on('unlock-screen', () => onChange(false))
}
