import { findOwnFiles } from '../../app/own-files.ts'
import { createTonearm } from '../../app/tonearm.ts'
import type { Tonearm } from '../../app/tonearm-type.ts'
import { prepareDataDirectory } from '../../config/data-directory.ts'
import { givenSecret } from '../../config/given-secrets.ts'
import { findListenOn } from '../../config/listen-on.ts'
import { type Log, openLog } from '../../config/logging.ts'
import { findPaths, type Paths } from '../../config/paths.ts'
import { openSettings, type SettingsStore } from '../../config/settings.ts'
import type { Flags } from './arguments.ts'
import { type CommandFor, createCommandFor } from './command-for.ts'
import { findOpener } from './opener.ts'
import { problemForTerminal } from './problem-text.ts'
import type { Terminal } from './terminal.ts'

/** One run of a command: its flags, and the Tonearm that was set up for it. */
export type Invocation = {
  flags: Flags
  environment: NodeJS.ProcessEnv
  paths: Paths
  settings: SettingsStore
  log: Log
  terminal: Terminal
  tonearm: Tonearm
  commandFor: CommandFor
  /** Aborts on Ctrl-C, on SIGTERM, and when the terminal window is closed. */
  signal: AbortSignal
  /** Prints the address of the sign-in page, and opens it if a browser may be opened. */
  openUrl(url: string): Promise<void>
}

/** Sets up Tonearm by the flags and the environment. @throws Problem when they, or the settings file, are invalid */
export function openInvocation(options: {
  flags: Flags
  terminal: Terminal
  environment: NodeJS.ProcessEnv
  signal: AbortSignal
}): Invocation {
  const { flags, terminal, environment, signal } = options
  const paths = findPaths({ directory: flags.dataDirectory, environment })
  prepareDataDirectory(paths)
  const damages: string[] = []
  const settings = openSettings({
    file: paths.settings,
    environment,
    flags: { port: flags.port, structuredResults: flags.structured },
    onDamaged: (sentence) => damages.push(sentence),
  })
  const log = withWarningsPrinted(openLog({ file: paths.log, level: settings.current().logLevel }), terminal)
  for (const sentence of damages) log.warn(sentence)
  const commandFor = createCommandFor({ script: process.argv[1] ?? 'tonearm', directory: process.cwd(), environment, flags, paths })

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
    vault: flags.vault,
    log,
    environment,
    listenOn: () => findListenOn(flags, environment),
    openUrl,
    // With a login from the environment, nobody is at this computer to sign in.
    signInOnCall: givenSecret('SPOTIFY_REFRESH_TOKEN', environment) === undefined,
    computer: findOpener({ browser: flags.browser, platform: process.platform, environment }),
    own: findOwnFiles(),
    howTo: {
      signIn: flags.vault === 'memory' ? 'start Tonearm again and ask it something' : `run "${commandFor('login')}" in a terminal`,
      permit: 'add it to "scopes" in the settings.json of Tonearm and start Tonearm again',
      allowChanges: 'set "readOnly" to false in the settings.json of Tonearm and start Tonearm again',
    },
  })
  return { flags, environment, paths, settings, log, terminal, tonearm, commandFor, signal, openUrl }
}

/** Also prints warnings, because people do not read the log: a missing keychain, a login that ended. */
function withWarningsPrinted(log: Log, terminal: Terminal): Log {
  return {
    ...log,
    warn(message, problem) {
      log.warn(message, problem)
      terminal.say(problem ? `${message} ${problemForTerminal(problem)}` : message)
    },
  }
}
