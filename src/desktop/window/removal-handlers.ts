import { createRemoval } from '../../app/removal.ts'
import type { Contract } from '../../shared/contract.ts'
import { removalParts } from '../../shared/removal.ts'
import type { ContractParts } from './contract-handlers.ts'

/** The part of the contract that removes Tonearm from this computer. */
export function removalHandlers(parts: ContractParts): Pick<Contract, 'removal' | 'removeTonearm'> {
  const { tonearm, paths, vault, autostart, quit } = parts
  const removal = createRemoval({
    tonearm,
    paths,
    vault,
    autostart: { isOn: () => autostart.state().on, off: () => autostart.set(false) },
    // The window still remembers its place when it closes, so the data goes at the very end.
    deleteData: async () => {},
  })
  return {
    removal: async () => ({ ok: true, value: await removal.list() }),
    async removeTonearm(chosen) {
      for (const part of removalParts) if (chosen.includes(part)) await removal.remove(part)
      quit({ deleteData: chosen.includes('data') })
      return { ok: true }
    },
  }
}
