import { examine } from '../../app/doctor/examine.ts'
import { makeReport, reportText } from '../../app/doctor/report.ts'
import type { Contract } from '../../shared/contract.ts'
import type { ProblemReport } from '../../shared/finding.ts'
import type { ContractParts } from './contract-handlers.ts'

/** The part of the contract that looks for problems. */
export function doctorHandlers(parts: ContractParts): Pick<Contract, 'findProblems' | 'copyReport'> {
  const { tonearm, paths, vault, settings, environment, clipboard } = parts
  let last: ProblemReport | undefined

  async function look(): Promise<ProblemReport> {
    last = makeReport(await examine({ paths, environment, settings: settings.current(), vault, tonearm, advice }))
    return last
  }

  return {
    findProblems: async () => ({ ok: true, value: await look() }),
    async copyReport() {
      await clipboard.writeText(reportText(last ?? (await look())))
      return { ok: true, message: 'Copied. It holds no key, no login and no name.' }
    },
  }
}

const advice = {
  port: 'Choose it on the page Advanced.',
  callbackPort: 'Choose it on the page Advanced, and enter the new redirect URI in your Spotify app.',
}
