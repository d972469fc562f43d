import { findOwnFiles } from '../../app/own-files.ts'
import { createTonearm } from '../../app/tonearm.ts'
import type { Tonearm } from '../../app/tonearm-type.ts'
import { prepareDataDirectory } from '../../config/data-directory.ts'
import { givenSecret } from '../../config/given-secrets.ts'
import { findListenOn } from '../../config/listen-on.ts'
import { type Log, openLog } from '../../config/logging.ts'
import { openSettings, type SettingsStore } from '../../config/settings.ts'
import type { VaultKind } from '../../config/vault-kind.ts'
import type { Start } from './command.ts'
import { type CommandFor, findCommandFor } from './command-for.ts'
import type { Flags } from './flags.ts'
import { findOpener } from './opener.ts'
import { problemForTerminal } from './problem-text.ts'
import type { Terminal } from './terminal.ts'

/** One run of a command, and the Tonearm that was set up for it. */
export type Invocation = Omit<Start, 'open'> & {
  settings: SettingsStore
  /** Where the login is kept in this run. */
  vault: VaultKind
  log: Log
  tonearm: Tonearm
  /** Prints the address of the sign-in page, and opens it if a browser may be opened. */
  openUrl(url: string): Promise<void>
}

/**
 * Sets up Tonearm by the flags and the environment.
 *
 * @param quit what ends this process in order, for `tonearm stop`
 * @throws Problem when they, or the settings file, are invalid
 */
export function openInvocation(start: Omit<Start, 'open'>, quit: () => void): Invocation {
  const { flags, terminal, environment, paths } = start
  prepareDataDirectory(paths)
  const damages: string[] = []
  const settings = openSettings({
    file: paths.settings,
    environment,
    flags: { port: flags.port, structuredResults: flags.structured },
    onDamaged: (sentence) => damages.push(sentence),
  })
  const quietLog = openLog({ file: paths.log, level: settings.current().logLevel })
  const vault = rememberedVault(flags, settings, quietLog)
  const commandFor = findCommandFor({ ...start, remembered: settings.current().vault })
  const log = withWarningsPrinted(quietLog, terminal, commandFor)
  for (const sentence of damages) log.warn(sentence)

  async function openUrl(url: string): Promise<void> {
    terminal.say(`To sign in to Spotify, open this page in a browser on this computer:\n\n  ${url}\n`)
    if (!flags.browser) return
    const { default: open } = await import('open')
    const browser = await open(url)
    // Without a browser the person uses the printed address, so the sign-in goes on.
    browser.once('error', () => log.info('No browser could be opened for the sign-in'))
  }

  const tonearm = createTonearm({
    paths,
    settings,
    vault,
    log,
    environment,
    listenOn: () => findListenOn(flags, environment),
    openUrl,
    // With a login from the environment, nobody is at this computer to sign in.
    signInOnCall: givenSecret('SPOTIFY_REFRESH_TOKEN', environment) === undefined,
    computer: findOpener({ browser: flags.browser, platform: process.platform, environment }),
    own: findOwnFiles(),
    program: { quit },
    howTo: {
      signIn: vault === 'memory' ? 'start Tonearm again and ask it something' : `run "${commandFor('login')}" in a terminal`,
      permit: 'add it to "scopes" in the settings.json of Tonearm and start Tonearm again',
      allowChanges: 'set "readOnly" to false in the settings.json of Tonearm and start Tonearm again',
    },
  })
  return { ...start, commandFor, settings, vault, log, tonearm, openUrl }
}

/** The vault of this run. One that lasts is used from then on, so that `--vault file` is said once. */
function rememberedVault({ vault }: Flags, settings: SettingsStore, log: Log): VaultKind {
  if (vault === undefined) return settings.current().vault
  if (vault === 'memory' || vault === settings.current().vault) return vault
  try {
    settings.change({ vault })
  } catch (error) {
    log.info(`The settings cannot be written, so --vault ${vault} is not remembered: ${error}`)
  }
  return vault
}

/** Also prints warnings, because people do not read the log: a missing keychain, a login that ended. */
function withWarningsPrinted(log: Log, terminal: Terminal, commandFor: CommandFor): Log {
  return {
    ...log,
    warn(message, problem) {
      log.warn(message, problem)
      terminal.say(problem ? `${message} ${problemForTerminal(problem, commandFor)}` : message)
    },
  }
}
