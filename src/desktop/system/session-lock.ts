import type { App, Session } from 'electron'

/** Refuses all permissions and downloads, in every session. Without these handlers Electron grants everything. */
export function enableSessionLock({ app }: { app: Pick<App, 'on'> }): void {
  app.on('session-created', lockSession)
}

function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}
