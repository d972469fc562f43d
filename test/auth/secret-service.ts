import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Question, Reply } from './keychain-child.ts'

/** How the machine of the test is equipped. */
export type Equipment =
  /** GNOME Keyring runs and is unlocked, as after a desktop login. */
  | 'unlocked'
  /** GNOME Keyring runs, has a collection from before, and nobody unlocks it. */
  | 'locked'
  /** There is a session bus and no Secret Service on it. */
  | 'no-secret-service'
  /** There is no session bus, as over ssh or in a container. */
  | 'no-bus'
  /** There is no libsecret: what is found under its name is an empty file. */
  | 'no-library'

/** A person's home with a keyring of its own, for one test. Processes are started for each question and end with it. */
export type Home = {
  /** Asks the real keychain vault, in a new process, in the order given. */
  ask(equipment: Equipment, ...questions: Question[]): Promise<Reply[]>
  /** Runs a program of the tests there. @returns the JSON that it prints */
  run(equipment: Equipment, program: string, ...words: string[]): Promise<unknown>
}

const child = join(import.meta.dirname, 'keychain-child.ts')

/** The daemon answers on the bus a moment after it has started; `--unlock` reads the password, here an empty one, from its input. */
const daemon = {
  unlocked: 'echo | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && ',
  locked: 'gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1 && ',
  'no-secret-service': '',
}

/** A bus that starts no services by itself: what the test did not start is not there. */
const busConfiguration = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`

/** A fresh home below the temporary directory. */
export function newHome(): Home {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-home-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const environment: NodeJS.ProcessEnv = { PATH: process.env.PATH, HOME: directory, LANG: 'C.UTF-8' }
  for (const name of ['XDG_RUNTIME_DIR', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME']) {
    environment[name] = join(directory, name)
    mkdirSync(join(directory, name), { mode: 0o700 })
  }
  const configuration = join(directory, 'bus.conf')
  writeFileSync(configuration, busConfiguration)

  const home: Home = {
    ask: async (equipment, ...questions) => (await home.run(equipment, child, JSON.stringify(questions))) as Reply[],
    async run(equipment, file, ...words) {
      const program = [process.execPath, file, ...words]
      if (equipment === 'no-bus') return run(program, { ...environment, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' })
      if (equipment === 'no-library') {
        writeFileSync(join(directory, 'libsecret-1.so.0'), '')
        return run(program, { ...environment, LD_LIBRARY_PATH: directory })
      }
      // exec: the bus, and with it the keyring daemon, ends with the child.
      const script = `${daemon[equipment]}exec "$0" "$@"`
      return run(['dbus-run-session', `--config-file=${configuration}`, '--', 'sh', '-c', script, ...program], environment)
    },
  }
  return home
}

async function run([command = '', ...args]: string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const started = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 15_000 })
  let output = ''
  let errors = ''
  started.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  started.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const status = await new Promise((resolve, reject) => started.once('error', reject).once('close', resolve))
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${errors}`)
  return JSON.parse(output)
}
