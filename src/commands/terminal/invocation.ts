import open from 'open'
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
import { type OwnCommand, ownCommand } from './own-command.ts'
import { problemForTerminal } from './problem-text.ts'
import { findScreen } from './screen.ts'
import type { Terminal } from './terminal.ts'

/** One run of a command: its flags, and the product set up for it. */
export type Invocation = {
  flags: Flags
  environment: NodeJS.ProcessEnv
  paths: Paths
  settings: SettingsStore
  log: Log
  terminal: Terminal
  tonearm: Tonearm
  own: OwnCommand
  /** Aborts on Ctrl-C, on SIGTERM, and when the terminal window is closed. */
  signal: AbortSignal
  /** Shows the address of the sign-in page, and the page itself if a browser may be opened. */
  openUrl(url: string): Promise<void>
}

/** Sets the product up as flags and environment say. @throws Problem when they, or the settings file, make no sense */
export function openInvocation(options: {
  flags: Flags
  terminal: Terminal
  environment: NodeJS.ProcessEnv
  signal: AbortSignal
}): Invocation {
  const { flags, terminal, environment, signal } = options
  const paths = findPaths({ directory: flags.dataDirectory, environment })
  prepareDataDirectory(paths.directory)
  const settings = openSettings({ file: paths.settings, environment, flags: { port: flags.port, structuredResults: flags.structured } })
  const log = withWarningsSaid(openLog({ file: paths.log, level: settings.current().logLevel }), terminal)
  const own = ownCommand({ script: process.argv[1] ?? 'tonearm', directory: process.cwd(), environment, flags, paths })

  async function openUrl(url: string): Promise<void> {
    terminal.say(`To sign in to Spotify, open this page in a browser on this computer:\n\n  ${url}\n`)
    if (!flags.browser) return
    const browser = await open(url)
    // Without a browser the address above is the way; that is no failure of the sign-in.
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
    // A login that was handed in says that nobody sits here who could sign in.
    signInOnCall: givenSecret('SPOTIFY_REFRESH_TOKEN', environment) === undefined,
    computer: findScreen({ browser: flags.browser, platform: process.platform, environment }),
    own: findOwnFiles(),
    howTo: {
      signIn: flags.vault === 'memory' ? 'start Tonearm again and ask it something' : `run "${own('login')}" in a terminal`,
      allowChanges: 'set "readOnly" to false in the settings.json of Tonearm and start Tonearm again',
    },
  })
  return { flags, environment, paths, settings, log, terminal, tonearm, own, signal, openUrl }
}

/** Warnings are for the person, who does not look into a log: a keychain that is missing, a login that ended. */
function withWarningsSaid(log: Log, terminal: Terminal): Log {
  return {
    ...log,
    warn(message, problem) {
      log.warn(message, problem)
      terminal.say(problem ? `${message} ${problemForTerminal(problem)}` : message)
    },
  }
}
