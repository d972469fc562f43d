import type { Session } from '../auth/session.ts'
import { allScopes, type PermittedScopes, type Scope } from '../config/scopes.ts'
import type { Settings, SettingsStore } from '../config/settings.ts'
import { usedScopes } from '../tools/runtime/registry.ts'

/** What Tonearm may use now. */
export type Permissions = {
  /** Undefined while nobody is signed in. `missingScopes` are those that the user wants and Spotify did not grant. */
  current(): (PermittedScopes & { missingScopes: readonly string[] }) | undefined
  /** Calls `listener` when the permitted scopes change: by a sign-in or sign-out, Spotify's answer, or the settings. @returns the way to stop that */
  onChange(listener: () => void): () => void
}

/** The permissions that the user wants: those that were chosen, else those that some tool uses. */
export function chosenScopes({ scopes }: Pick<Settings, 'scopes'>): Scope[] {
  return scopes ?? usedScopes
}

/**
 * The only place that decides what is permitted: what the user chose AND Spotify granted. Tools, resources, prompts, suggestions, the tray and the
 * status all ask here, so a permission that is switched off has no effect anywhere, whatever the login could still do.
 */
export function createPermissions({
  session,
  settings,
}: {
  session: Pick<Session, 'login' | 'onChange'>
  settings: Pick<SettingsStore, 'current' | 'onChange'>
}): Permissions {
  function current() {
    const granted = session.login()?.grantedScopes
    if (!granted) return undefined
    const chosen = chosenScopes(settings.current())
    const isChosen = (scope: string) => chosen.some((one) => one === scope)
    return {
      permittedScopes: granted.filter(isChosen),
      switchedOff: allScopes.filter((scope) => usedScopes.includes(scope) && !isChosen(scope)),
      missingScopes: chosen.filter((scope) => !granted.includes(scope)),
    }
  }

  return {
    current,
    onChange(listener) {
      const key = () => JSON.stringify(current()?.permittedScopes)
      let before = key()
      const compare = () => {
        const after = key()
        if (after === before) return
        before = after
        listener()
      }
      const forgets = [session.onChange(compare), settings.onChange(compare)]
      return () => {
        for (const forget of forgets) forget()
      }
    },
  }
}
