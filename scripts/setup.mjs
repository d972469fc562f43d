// Makes a fresh clone ready: the npm packages, and for the tests system packages, too. Runs before `npm start` and `npm test`, on whatever Node
// the machine has (18 or newer), so it uses nothing but Node itself. When everything is there it says nothing and takes a fraction of a second.

import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')

/** The tests use a real keychain and a real browser. Everything else needs no more than Node. */
const packagesToTest = ['libsecret-1-0', 'dbus', 'dbus-daemon', 'gnome-keyring', 'chromium-headless-shell', 'xvfb']

main(process.argv.includes('--for-tests'))

/** @param {boolean} forTests */
function main(forTests) {
  if (forTests && process.platform === 'linux') installSystemPackages(packagesToTest)
  if (npmPackagesAreMissing()) {
    refuseToInstallThroughLink()
    console.error('Installing the npm packages (once, about a minute) ...')
    run('npm', ['ci', '--no-fund', '--no-audit'])
  }
}

/** @param {string[]} wanted Debian's names */
function installSystemPackages(wanted) {
  if (!existsSync('/usr/bin/dpkg')) return
  const missing = wanted.filter((name) => !isInstalled(name))
  if (missing.length === 0) return

  const command = `apt-get install --yes --no-install-recommends ${missing.join(' ')}`
  if (process.getuid?.() !== 0) {
    console.error(`The tests need some system packages first. Please run:\n\n  sudo ${command}\n`)
    process.exit(1)
  }
  console.error(`Installing system packages: ${missing.join(' ')} ...`)
  const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, silent: true }
  run('apt-get', ['update'], quiet)
  run('apt-get', command.split(' ').slice(1), quiet)
}

/** @param {string} name */
function isInstalled(name) {
  const query = spawnSync('dpkg', ['--status', name], { encoding: 'utf8' })
  return query.status === 0 && query.stdout.includes('Status: install ok installed')
}

/** npm writes node_modules/.package-lock.json last, so it is newer than the lockfile when all is in place. */
function npmPackagesAreMissing() {
  const installed = join(modules, '.package-lock.json')
  if (!existsSync(installed)) return true
  // Behind a link they are those of another folder, by its lockfile: git gives ours the time of the checkout.
  const own = join(root, 'package-lock.json')
  const lockfile = isLink(modules) ? join(dirname(realpathSync(modules)), 'package-lock.json') : own
  if (!existsSync(lockfile) || readFileSync(lockfile, 'utf8') !== readFileSync(own, 'utf8')) return true
  return statSync(installed).mtimeMs < statSync(lockfile).mtimeMs
}

/** `npm ci` begins by deleting node_modules: through a link, the packages of every folder that uses them. */
function refuseToInstallThroughLink() {
  if (!isLink(modules)) return
  console.error(
    'Some npm packages are missing, and node_modules is a link to another folder. Nothing was installed, as that would delete the packages there.\n' +
      'Remove the link, then try again: this folder gets its own packages. Or run "npm ci" in the other folder, if it has the same package-lock.json.',
  )
  process.exit(1)
}

/** @param {string} path */
function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

/**
 * Runs a command to its end; when it fails, shows what it said and stops.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, silent?: boolean }} [options] silent: its output is shown only when it fails
 */
function run(command, args, { env = process.env, silent = false } = {}) {
  // npm is a .cmd file on Windows, which only a shell can start; the arguments are all ours.
  const shell = process.platform === 'win32'
  const result = spawnSync(command, args, {
    cwd: root,
    env,
    shell,
    encoding: 'utf8',
    stdio: ['ignore', silent ? 'pipe' : process.stderr, 'inherit'],
  })
  if (result.status === 0) return
  if (silent) console.error(result.stdout)
  console.error(`"${command} ${args.join(' ')}" failed${result.error ? ` (${result.error.message})` : ''}. See above, then try again.`)
  process.exit(1)
}
