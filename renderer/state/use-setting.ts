import { useState } from 'preact/hooks'
import type { EditableSettings, SettingsView } from '../../src/shared/contract.ts'
import { commonTexts } from '../strings/common.ts'
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
    { again: 'replaces', done: commonTexts.saved },
  )

  async function save(value: SettingsView[Name]): Promise<void> {
    setPending({ value })
    if (await action.start(value)) setPending(undefined)
  }

  return {
    value: pending ? pending.value : settings[name],
    lockedBecause: lockedBecause(settings.fixedAtStart, name),
    progress: action.progress,
    save: (value) => void save(value),
  }
}

/** Why the window cannot change a setting; undefined when it can. */
export function lockedBecause(fixedAtStart: (keyof EditableSettings)[], name: keyof EditableSettings): string | undefined {
  if (!fixedAtStart.includes(name)) return undefined
  return name === 'startAtLogin' ? commonTexts.lockedStartAtLogin : commonTexts.locked
}
