import type { Dialog } from 'electron'

/** A question with one button that does it, named by what it does. */
export type Question = { title: string; body: string; yes: string }

/** Asks in a dialog of the system, for what is chosen in the tray menu. Escape and the closed dialog mean no. */
export function createConfirm({ dialog }: { dialog: Pick<Dialog, 'showMessageBox'> }): (question: Question) => Promise<boolean> {
  return async ({ title, body, yes }) => {
    const { response } = await dialog.showMessageBox({ message: title, detail: body, buttons: [yes, 'Cancel'], defaultId: 1, cancelId: 1 })
    return response === 0
  }
}
