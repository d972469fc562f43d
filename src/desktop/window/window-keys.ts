import type { Input, WebContents } from 'electron'
import type { Page } from '../../shared/contract.ts'

/** What the usual keys of a window do. */
export type WindowKey = 'zoom-in' | 'zoom-out' | 'zoom-reset' | 'close' | Page

/** Chromium's steps of the zoom: 1.2 to the power of the level. */
const lowestZoom = -3
const highestZoom = 7

/** What a key means, by what it writes and not by where it lies: `+` needs Shift on some keyboards. */
export function windowKey(
  input: Pick<Input, 'type' | 'key' | 'control' | 'meta' | 'alt'>,
  platform: NodeJS.Platform,
): WindowKey | undefined {
  if (input.type !== 'keyDown') return undefined
  if (input.key === 'F1') return 'about'
  const command = platform === 'darwin' ? input.meta && !input.control : input.control && !input.meta
  if (!command || input.alt) return undefined
  switch (input.key.toLowerCase()) {
    case '+':
    case '=':
      return 'zoom-in'
    case '-':
      return 'zoom-out'
    case '0':
      return 'zoom-reset'
    case 'w':
      return 'close'
    case ',':
      return 'advanced'
    default:
      return undefined
  }
}

/** Makes a window without a menu obey the usual keys. */
export function obeyKeys(
  contents: WebContents,
  { close, show, platform = process.platform }: { close(): void; show(page: Page): void; platform?: NodeJS.Platform },
): void {
  const zoomTo = (level: number) => contents.setZoomLevel(Math.min(highestZoom, Math.max(lowestZoom, level)))
  contents.on('before-input-event', (event, input) => {
    const key = windowKey(input, platform)
    if (!key) return
    event.preventDefault()
    switch (key) {
      case 'zoom-in':
        return zoomTo(contents.getZoomLevel() + 1)
      case 'zoom-out':
        return zoomTo(contents.getZoomLevel() - 1)
      case 'zoom-reset':
        return zoomTo(0)
      case 'close':
        return close()
      default:
        return show(key)
    }
  })
}
