import { join } from 'node:path'
import { type NativeImage, nativeImage } from 'electron'
import { cannotSave, type Status } from '../../shared/status.ts'

/** What the tray icon shows. */
export type IconState = 'signed-in' | 'attention' | 'quota'

/** Chooses the icon. A problem that the person should solve comes first. */
export function iconState(status: Status): IconState {
  const { account, endpoint, quota, questions = [] } = status
  if (account.state !== 'signed-in' || endpoint.state !== 'listening' || questions.length > 0 || cannotSave(status)) return 'attention'
  return quota.state === 'used-up' ? 'quota' : 'signed-in'
}

/** macOS colours images whose name ends in `Template`, for light and dark menu bars. On other systems the image has its own colours. */
export function iconFile(state: IconState, platform: NodeJS.Platform): string {
  return platform === 'darwin' ? `${state}Template.png` : `${state}.png`
}

/** @param folder where the icons are; Electron finds the image for dense screens (`@2x`) next to each */
export function loadIcon(state: IconState, folder: string, platform: NodeJS.Platform): NativeImage {
  return nativeImage.createFromPath(join(folder, iconFile(state, platform)))
}
