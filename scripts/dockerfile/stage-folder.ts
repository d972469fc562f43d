import { spawnSync } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { basename, join, posix, relative, sep } from 'node:path'
import type { Stage, Step } from './plan.ts'

/** What a stage is carried out with. */
export type Surroundings = {
  /** The folder of the build: what COPY takes from without `--from`. */
  context: string
  /** What .dockerignore keeps out of it. */
  isIgnored: (path: string) => boolean
  /** For RUN: PATH, HOME and the like. ENV comes on top. */
  environment: Record<string, string>
  /** The folders of the stages that are done, by name. */
  done: Map<string, string>
  report: (line: string) => void
}

/** A stage in a folder: its file system, where it works, and what its programs find in the environment. */
export type StageFolder = { root: string; workdir: string; environment: Record<string, string> }

/**
 * Carries the steps of a stage out in an empty folder. What the base image holds is not there: RUN uses the programs of this machine.
 *
 * @throws when a step fails, or would touch something outside of the folder
 */
export function carryOut(stage: Stage, root: string, surroundings: Surroundings): StageFolder {
  const folder: StageFolder = { root, workdir: '/', environment: {} }
  mkdirSync(root, { recursive: true })
  for (const step of stage.steps) {
    const startedAt = Date.now()
    apply(step, folder, surroundings)
    if (step.kind === 'run' || step.kind === 'copy') surroundings.report(`  ${described(step)} (${Date.now() - startedAt} ms)`)
  }
  return folder
}

/** Where a path of the image is on this machine. Never outside of `root`, however many `..` it has. */
export function placeIn(root: string, path: string, workdir = '/'): string {
  return join(root, posix.resolve('/', workdir, path))
}

function apply(step: Step, folder: StageFolder, surroundings: Surroundings): void {
  switch (step.kind) {
    case 'workdir':
      folder.workdir = posix.resolve('/', folder.workdir, step.path)
      mkdirSync(placeIn(folder.root, folder.workdir), { recursive: true })
      return
    case 'environment':
      folder.environment[step.name] = step.value
      return
    case 'copy':
      copy(step, folder, surroundings)
      return
    case 'run':
      run(step.command, folder, surroundings)
      return
  }
}

function copy(step: Extract<Step, { kind: 'copy' }>, { root, workdir }: StageFolder, { context, isIgnored, done }: Surroundings): void {
  const from = step.from === undefined ? undefined : done.get(step.from)
  if (step.from !== undefined && from === undefined) throw new Error(`There is no stage "${step.from}" above.`)
  const isKeptOut = (path: string) => path !== '' && isIgnored(path.split(sep).join('/'))
  const destination = placeIn(root, step.destination, workdir)
  const isFolder = step.destination.endsWith('/') || step.destination === '.' || step.sources.length > 1
  for (const source of step.sources) {
    const origin = placeIn(from ?? context, source)
    if (!existsSync(origin)) throw new Error(`COPY finds no ${source}.`)
    // Of a folder the content is copied, not the folder (https://docs.docker.com/reference/dockerfile/#copy).
    const target = isFolder && !statSync(origin).isDirectory() ? join(destination, basename(origin)) : destination
    cpSync(origin, target, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => from !== undefined || !isKeptOut(relative(context, path)),
    })
    if (step.owner) own(target, step.owner)
  }
}

/** Only root can give files away; for everybody else they stay their own, and the image's user is them. */
function own(path: string, owner: string): void {
  if (process.getuid?.() !== 0) return
  const [user = 0, group = user] = owner.split(':').map(Number)
  chownSync(path, user, group)
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) own(join(path, name), owner)
}

/** Paths from the root of the file system would be those of this machine. */
export const outside = /(?:^|[\s='"(:;&|<>])(?:\/|~|\.\.(?:\/|\s|$))/

function run(command: string, { root, workdir, environment }: StageFolder, surroundings: Surroundings): void {
  if (outside.test(command)) throw new Error(`RUN with a path that leads out of the folder cannot be followed: ${command}`)
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command], {
    cwd: placeIn(root, workdir),
    env: { ...surroundings.environment, ...environment },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`RUN failed (${status}): ${command}\n${stdout}\n${stderr}`)
}

function described(step: Extract<Step, { kind: 'run' | 'copy' }>): string {
  if (step.kind === 'run') return `RUN ${step.command.replace(/\s+/g, ' ')}`
  return `COPY ${step.from ? `--from=${step.from} ` : ''}${step.sources.join(' ')} ${step.destination}`
}
