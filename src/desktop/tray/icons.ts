import { join } from 'node:path'
import { type NativeImage, nativeImage } from 'electron'
import type { Status } from '../../shared/status.ts'

/** What the tray icon says at a glance. */
export type IconState = 'signed-in' | 'attention' | 'quota'

/** Which icon fits: what the person has to do something about comes first. */
export function iconState({ account, endpoint, quota }: Pick<Status, 'account' | 'endpoint' | 'quota'>): IconState {
  if (account.state !== 'signed-in' || endpoint.state !== 'listening') return 'attention'
  return quota.state === 'used-up' ? 'quota' : 'signed-in'
}

/** macOS colours images whose name ends in `Template` itself, for light and dark menu bars; elsewhere the icon brings its own colours. */
export function iconFile(state: IconState, platform: NodeJS.Platform): string {
  return platform === 'darwin' ? `${state}Template.png` : `${state}.png`
}

/** @param folder where the icons are; the image for dense screens (`@2x`) beside each is found by Electron */
export function loadIcon(state: IconState, folder: string, platform: NodeJS.Platform): NativeImage {
  return nativeImage.createFromPath(join(folder, iconFile(state, platform)))
}
