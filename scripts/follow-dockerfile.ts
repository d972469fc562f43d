import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDockerIgnore } from './dockerfile/docker-ignore.ts'
import { readPlan } from './dockerfile/plan.ts'
import { carryOut, placeIn, type StageFolder, type Surroundings } from './dockerfile/stage-folder.ts'
import { tryImage } from './dockerfile/try-image.ts'

//   node scripts/follow-dockerfile.ts          (npm run test:container)
//
// carries out what the Dockerfile says in a clean folder, without a container engine, and starts what comes out of it. It needs the npm registry
// and Node 24, which stands in for the one of the base images. What it cannot show: that the base images exist and hold what we think.

const root = realpathSync(fileURLToPath(new URL('..', import.meta.url)))

/** What an engine passes on to a build, and how npm finds its registry here. */
const passedOn = /^(?:(?:https?|no)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE)$/i

/**
 * What distroless adds to Node, rounded up: 27 MB by the Installed-Size of the Debian packages in its lists (libc6, libssl3, libstdc++6, libgomp1,
 * tzdata, ca-certificates and smaller ones, as Debian 12 has them; https://github.com/GoogleContainerTools/distroless).
 */
const distrolessBytes = 30e6

const mostBytes = 200e6

/** Where distroless has Node (https://github.com/GoogleContainerTools/distroless/blob/main/nodejs/README.md). */
const nodeOfDistroless = '/nodejs/bin/node'

async function main(): Promise<void> {
  if (!process.version.startsWith('v24.')) throw new Error(`Node 24 stands in for the image's; this is ${process.version}.`)
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-container-'))
  // The image's user has to get in.
  chmodSync(folder, 0o755)
  try {
    const { final, settings } = build(folder)
    weigh(final)
    copyNode(placeIn(final.root, nodeOfDistroless))
    await tryImage({ folder: final, settings, port: await freePort(), report })
    report('The Dockerfile works.')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function build(folder: string) {
  const { stages } = readPlan(readFileSync(join(root, 'Dockerfile'), 'utf8'))
  const surroundings: Surroundings = {
    context: root,
    isIgnored: readDockerIgnore(readFileSync(join(root, '.dockerignore'), 'utf8')),
    environment: buildEnvironment(folder),
    done: new Map(),
    report,
  }
  let final: StageFolder | undefined
  for (const [index, stage] of stages.entries()) {
    report(`FROM ${stage.image}${stage.name ? ` AS ${stage.name}` : ''}`)
    final = carryOut(stage, join(folder, 'stages', String(index)), surroundings)
    if (stage.name) surroundings.done.set(stage.name, final.root)
  }
  const settings = stages.at(-1)?.settings
  if (!final || !settings) throw new Error('The Dockerfile makes nothing.')
  return { final, settings }
}

/** A home, a cache and a Node of its own: nothing that is installed on this machine but npm, the shell and its tools. */
function buildEnvironment(folder: string): Record<string, string> {
  const [home, programs] = [join(folder, 'home'), join(folder, 'programs')]
  mkdirSync(home)
  copyNode(join(programs, 'node'))
  const npm = (process.env.PATH ?? '').split(delimiter).find((path) => readNames(path).includes('npm'))
  if (!npm) throw new Error('There is no npm on this machine.')
  const registry = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim()
  const passed = Object.entries(process.env).filter(([name, value]) => passedOn.test(name) && value) as [string, string][]
  return {
    ...Object.fromEntries(passed),
    PATH: [programs, npm, '/usr/bin', '/bin'].join(delimiter),
    HOME: home,
    npm_config_cache: join(folder, 'npm'),
    npm_config_registry: registry,
    npm_config_update_notifier: 'false',
  }
}

function copyNode(target: string): void {
  mkdirSync(dirname(target), { recursive: true })
  copyFileSync(process.execPath, target)
  chmodSync(target, 0o755)
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Every package of the lockfile, by its folder. */
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { dev?: true }> }

/** What the stage adds to its base image. @throws when something is in it that has no business there */
function weigh({ root: image }: StageFolder): void {
  const paths = readdirSync(image, { recursive: true, encoding: 'utf8' })
  const bytes = paths.reduce((sum, path) => sum + lstatSync(join(image, path)).size, 0)
  const unwanted = paths.filter((path) => packages[path.replace(/^app\//, '')]?.dev)
  if (unwanted.length > 0) throw new Error(`The image holds development packages: ${unwanted.join(', ')}`)
  const desktop = paths.filter((path) => /^app\/out\/(main\.js|preload|renderer|desktop)/.test(path))
  if (desktop.length > 0) throw new Error(`The image holds parts of the desktop app: ${desktop.join(', ')}`)
  const node = lstatSync(process.execPath).size
  const total = bytes + node + distrolessBytes
  const parts = `${megabytes(bytes)} in ${paths.length} files of ours, ${megabytes(node)} of Node, about ${megabytes(distrolessBytes)} of distroless`
  report(`The image has about ${megabytes(total)}, unpacked: ${parts}`)
  if (total > mostBytes) throw new Error(`That is more than ${megabytes(mostBytes)}.`)
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

function report(line: string): void {
  console.log(line)
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
