import { EventEmitter } from 'node:events'
import type { Menu as ElectronMenu, Tray as ElectronTray } from 'electron'
import { requireReady } from './app.ts'
import type { Menu } from './menu.ts'
import type { NativeImage } from './native-image.ts'
import { recorded } from './state.ts'

type Used = Pick<ElectronTray, 'setToolTip' | 'setContextMenu' | 'destroy' | 'isDestroyed' | 'popUpContextMenu'>

/** An icon in the notification area. As on Linux, a menu shows what it was when it was set. */
export class Tray extends EventEmitter implements Used {
  image: NativeImage
  menu: Menu | null = null
  toolTip = ''
  #destroyed = false

  constructor(image: NativeImage) {
    super()
    requireReady('Tray')
    if (image.isEmpty()) throw new Error('The tray icon is empty')
    this.image = image
    recorded.trays.push(this)
  }

  setImage(image: NativeImage): void {
    if (image.isEmpty()) throw new Error('The tray icon is empty')
    this.image = image
  }

  setContextMenu(menu: ElectronMenu | null): void {
    this.menu = menu as unknown as Menu | null
  }

  setToolTip(text: string): void {
    this.toolTip = text
  }

  popUpContextMenu(): void {
    this.menu?.emit('menu-will-show')
  }

  destroy(): void {
    this.#destroyed = true
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }
}
