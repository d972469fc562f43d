import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Bridge, Page, SettingsView } from '../../src/shared/contract.ts'
import type { Status } from '../../src/shared/status.ts'

/** What every page can use. */
export type TonearmContext = {
  api: Bridge
  status: Status
  settings: SettingsView
  refreshSettings(): Promise<void>
  goTo(page: Page): void
  /** Announces a sentence to screen readers. */
  announce(sentence: string): void
}

const Context = createContext<TonearmContext | undefined>(undefined)

/** Puts the context around the pages. */
export const TonearmProvider = Context.Provider

/** The context; only below `TonearmProvider`. */
export function useTonearm(): TonearmContext {
  const context = useContext(Context)
  if (!context) throw new Error('There is no TonearmProvider above.')
  return context
}
