import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findElectron } from './find-electron.ts'
import { isReachable, trayObstacle } from './tray-obstacle.ts'
import { trayWords } from './tray-words.ts'

// `npm start`: the tray app where it can run, else `tonearm serve` in this terminal, with one line that says why.
// Words behind `npm start --` are those of `tonearm serve`. The tray app takes --port, --vault and --data-dir, too.

const root = fileURLToPath(new URL('..', import.meta.url))
const electron = join(root, 'node_modules', 'electron')

/** Electron's download must not keep the person waiting where the network answers nothing. */
const firstByteMs = 15_000

const words = process.argv.slice(2)
const forTray = trayWords(words)
const obstacle =
  forTray === undefined
    ? 'It was started with words for the command line'
    : await trayObstacle({
        platform: process.platform,
        environment: process.env,
        userId: process.getuid?.(),
        hasElectron: () => 'binary' in findElectron(electron, process.env),
        canDownload: () => isReachable(downloadAddress(), firstByteMs),
        install: () => void spawnSync(process.execPath, [join(electron, 'install.js')], { stdio: ['ignore', 'inherit', 'inherit'] }),
      })

if (obstacle) {
  console.error(`${obstacle}, so Tonearm runs in this terminal and not in the tray.\n`)
  run(process.execPath, [join(root, 'src', 'cli.ts'), 'serve', ...words])
} else {
  const built = spawnSync(process.execPath, [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (built.status !== 0) process.exit(1)
  const found = findElectron(electron, process.env)
  if ('binary' in found) run(found.binary, [root, ...(forTray ?? [])])
}

/** The file that Electron's installer will ask for (https://www.electronjs.org/docs/latest/tutorial/installation). */
function downloadAddress(): string {
  const { version } = JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8'))
  const mirror = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/'
  return `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`
}

/** Runs the program in our place: with our terminal, and ending as it ends. */
function run(command: string, args: string[]): void {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' })
  // The terminal sends Ctrl-C to both of us, other programs send theirs to us alone; either way the child decides when it is done.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 0)))
}
