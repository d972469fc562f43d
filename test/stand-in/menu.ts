import { EventEmitter } from 'node:events'
import type { Menu as ElectronMenu, MenuItemConstructorOptions } from 'electron'
import { recorded } from './state.ts'

/** An item as the person sees it. */
export type MenuItem = {
  label: string
  type: string
  enabled: boolean
  checked: boolean
  submenu?: Menu
  click(): void
}

/** A menu that tests can read and use. */
export class Menu extends EventEmitter implements Pick<ElectronMenu, 'emit'> {
  readonly entries: MenuItem[]

  constructor(entries: MenuItem[] = []) {
    super()
    this.entries = entries
  }

  static buildFromTemplate(template: MenuItemConstructorOptions[]): Menu {
    return new Menu(template.map(toItem))
  }

  static setApplicationMenu(menu: Menu | null): void {
    recorded.applicationMenu = menu
  }

  /** The labels of the menu, `-` for a line. */
  labels(): string[] {
    return this.entries.map(({ type, label }) => (type === 'separator' ? '-' : label))
  }

  /** The menu below an item. */
  below(label: string): Menu {
    const { submenu } = this.item(label)
    if (!submenu) throw new Error(`"${label}" has no menu below`)
    return submenu
  }

  item(label: string): MenuItem {
    const found = this.entries.find((item) => item.label === label || item.label.startsWith(`${label} (`))
    if (!found) throw new Error(`There is no "${label}" in the menu: ${this.labels().join(' | ')}`)
    return found
  }

  /** Clicks on an item, on the way through the menus above it. */
  choose(...way: string[]): void {
    const [first = '', ...rest] = way
    if (rest.length > 0) this.below(first).choose(...rest)
    else this.item(first).click()
  }
}

function toItem({
  label = '',
  type = 'normal',
  enabled = true,
  checked = false,
  submenu,
  click,
  role,
}: MenuItemConstructorOptions): MenuItem {
  if (!label && type !== 'separator' && !role) throw new Error('A menu item needs a label, a type or a role')
  const item: MenuItem = {
    label: label || (role ?? ''),
    type: submenu ? 'submenu' : type,
    enabled,
    checked,
    ...(submenu && { submenu: Menu.buildFromTemplate(submenu as MenuItemConstructorOptions[]) }),
    click() {
      if (!item.enabled) throw new Error(`"${item.label}" is disabled`)
      if (type === 'checkbox') item.checked = !item.checked
      click?.(undefined as never, undefined, undefined as never)
    },
  }
  return item
}
