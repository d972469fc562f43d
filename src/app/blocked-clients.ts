import { maximumBlockedClients, type SettingsStore } from '../config/settings.ts'
import { settingsByNow } from '../config/settings-by-now.ts'
import { readable } from '../mcp/readable.ts'
import { Problem } from '../shared/problem.ts'

/** The clients that the person has blocked. */
export type BlockedClients = {
  /** As this process last read them. */
  names(): string[]
  /** Whether a client of this name is to be refused, as the settings file says by now. Upper and lower case are the same. */
  has(name: string): boolean
  /** @throws Problem `invalid-setting` */
  set(name: string, blocked: boolean): void
}

/**
 * Keeps the list of blocked clients in the settings.
 *
 * Blocking is a courtesy, not a defence: a client is known by the name that it gives itself, and one that means harm gives another. What keeps
 * strangers out is the token; against a client that has it and should not, a new token helps.
 */
export function createBlockedClients(settings: Pick<SettingsStore, 'current' | 'change' | 'reload'>): BlockedClients {
  const names = () => settings.current().blockedClients

  const namesByNow = () => settingsByNow(settings).blockedClients

  return {
    names,
    has: (name) => namesByNow().some((blocked) => isSame(blocked, name)),
    set(said, blocked) {
      const name = readable(said)
      if (!name) throw new Problem('invalid-setting', 'An app without a name cannot be blocked.')
      const others = namesByNow().filter((known) => !isSame(known, name))
      if (blocked && others.length >= maximumBlockedClients) {
        throw new Problem('invalid-setting', `Tonearm can block ${maximumBlockedClients} apps and no more. Allow one of them again first.`)
      }
      settings.change({ blockedClients: blocked ? [...others, name] : others })
    },
  }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
