import { useState } from 'preact/hooks'
import type { EditableSettings, SettingsView } from '../../src/shared/contract.ts'
import { strings } from '../strings.ts'
import { useTonearm } from './tonearm-context.ts'
import { type Progress, useAction } from './use-action.ts'

/** A setting that is saved as soon as it is changed; the view shows the new value at once, and the old one again when saving fails. */
export type Setting<Value> = { value: Value; lockedBecause?: string; progress: Progress; save(value: Value): void }

export function useSetting<Name extends Exclude<keyof EditableSettings, 'clientId'>>(name: Name): Setting<SettingsView[Name]> {
  const { api, settings, refreshSettings } = useTonearm()
  const [pending, setPending] = useState<{ value: SettingsView[Name] }>()
  const action = useAction(
    async (value: SettingsView[Name]) => {
      try {
        return await api.changeSettings({ [name]: value } as Partial<EditableSettings>)
      } finally {
        await refreshSettings()
      }
    },
    { again: 'replaces', done: strings.common.saved },
  )

  async function save(value: SettingsView[Name]): Promise<void> {
    setPending({ value })
    if (await action.start(value)) setPending(undefined)
  }

  return {
    value: pending ? pending.value : settings[name],
    lockedBecause: lockedBecause(settings.decidedElsewhere, name),
    progress: action.progress,
    save: (value) => void save(value),
  }
}

const variables: Partial<Record<keyof EditableSettings, string>> = {
  clientId: 'SPOTIFY_CLIENT_ID',
  port: 'TONEARM_PORT',
  callbackPort: 'TONEARM_CALLBACK_PORT',
}

/** Why the window cannot change a setting; undefined when it can. */
export function lockedBecause(decidedElsewhere: (keyof EditableSettings)[], name: keyof EditableSettings): string | undefined {
  if (!decidedElsewhere.includes(name)) return undefined
  if (name === 'startAtLogin') return strings.common.lockedStartAtLogin
  const variable = variables[name]
  return variable ? strings.common.lockedByEnvironment(variable) : strings.common.locked
}
