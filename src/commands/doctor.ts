import { examine } from '../app/doctor/examine.ts'
import { findingsAbout } from '../app/doctor/finding.ts'
import { makeReport } from '../app/doctor/report.ts'
import type { Finding } from '../shared/finding.ts'
import { isProblem } from '../shared/problem.ts'
import type { Command, Start } from './terminal/command.ts'
import { exitCodes } from './terminal/exit-codes.ts'
import { findingLines } from './terminal/finding-lines.ts'
import type { Invocation } from './terminal/invocation.ts'
import { problemForTerminal } from './terminal/problem-text.ts'

/** `tonearm doctor` */
export const doctor: Command = {
  summary: 'look for what keeps Tonearm from working, and say what to do',
  usage: ['doctor'],
  about:
    'Looks at settings, keychain, login, ports, clock, proxy, time zone, Spotify, and the entries in the settings of your apps. ' +
    'The answer holds no key, no login and no name, so you can paste it into a bug report.',
  flags: { json: 'one line of JSON on standard output' },
  examples: [
    ['doctor', 'everything at a glance'],
    ['doctor --json', 'for a bug report or a program'],
  ],
  exitCodes: { 1: 'something has to be fixed' },
  run: lookAtAll,
}

/** What the settings say when they cannot be read: the ports that nobody changed. */
const usualPorts = { port: 3345, callbackPort: 8888 }

async function lookAtAll(start: Start): Promise<number> {
  const { terminal, flags, paths, environment } = start
  const { invocation, finding } = await openedOr(start)
  const findings = await examine({
    paths,
    environment,
    settings: invocation?.settings.current() ?? usualPorts,
    vault: invocation?.vault ?? flags.vault ?? 'keychain',
    tonearm: invocation?.tonearm,
    advice: {
      port: 'Use --port or TONEARM_PORT.',
      callbackPort: 'Set TONEARM_CALLBACK_PORT, and enter the new redirect URI in your Spotify app.',
      vault: 'Or use --vault file once, which is remembered.',
    },
  })
  const report = makeReport([finding, ...findings])
  terminal.answer(flags.json ? JSON.stringify(report) : findingLines(report, terminal.columns))
  return report.findings.some(({ state }) => state === 'problem') ? exitCodes.failed : exitCodes.done
}

/** Sets Tonearm up, or says why that does not work: the rest can be looked at without. */
async function openedOr(start: Start): Promise<{ invocation?: Invocation; finding: Finding }> {
  const { ok, problem } = findingsAbout('Settings')
  try {
    return { invocation: await start.open(), finding: ok('They can be read.') }
  } catch (error) {
    if (!isProblem(error)) throw error
    return { finding: problem(problemForTerminal(error, start.commandFor)) }
  }
}
