import type { App, Session } from 'electron'

/** Pages get no permission and download nothing, in every session that there will ever be. Without handlers Electron grants everything. */
export function enableSessionLock({ app }: { app: Pick<App, 'on'> }): void {
  app.on('session-created', lockSession)
}

function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}
