import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron'

/** The menu of the right mouse button: what can be done with the text there. Empty where nothing can. */
export function textMenu({
  isEditable,
  selectionText,
}: Pick<ContextMenuParams, 'isEditable' | 'selectionText'>): MenuItemConstructorOptions[] {
  if (isEditable) return [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { type: 'separator' }, { role: 'selectAll' }]
  return selectionText.trim() ? [{ role: 'copy' }] : []
}
