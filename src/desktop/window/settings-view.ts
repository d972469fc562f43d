import { chosenScopes } from '../../app/permitted-scopes.ts'
import type { SettingsStore } from '../../config/settings.ts'
import type { EditableSettings, SettingsView } from '../../shared/contract.ts'
import { screenLockIsTold } from '../system/screen-lock.ts'
import { permissionGroups } from './permission-groups.ts'

/** Where Spotify sends the person back to. The dashboard must have the same address. */
export function redirectUriFor(callbackPort: number): string {
  return `http://127.0.0.1:${callbackPort}/callback`
}

/** The settings as the window shows them. They hold no secret. */
export function settingsView(options: {
  settings: Pick<SettingsStore, 'current' | 'overridden'>
  dataDirectory: string
  startAtLogin: { on: boolean; available: boolean }
}): SettingsView {
  const { settings, dataDirectory, startAtLogin } = options
  const { clientId, port, callbackPort, readOnly, pauseWhileLocked, askBeforeEdits, structuredResults, allowedHosts, logLevel } =
    settings.current()
  const { signInWay, keepHistory, historyNoticeSeen, privateSessionsForApps, startForApps } = settings.current()
  const fixedAtStart: (keyof EditableSettings)[] = [...settings.overridden(), ...(startAtLogin.available ? [] : ['startAtLogin' as const])]
  const scopes = chosenScopes(settings.current())
  return {
    clientId,
    signInWay,
    port,
    callbackPort,
    scopes,
    readOnly,
    pauseWhileLocked,
    screenLockTold: screenLockIsTold(),
    askBeforeEdits,
    structuredResults,
    allowedHosts,
    logLevel,
    startAtLogin: startAtLogin.on,
    keepHistory,
    historyNoticeSeen,
    privateSessionsForApps,
    startForApps,
    redirectUri: redirectUriFor(callbackPort),
    dataDirectory,
    fixedAtStart,
    permissions: permissionGroups(scopes),
  }
}
