import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate } from 'dockerfile-utils'
import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { readDockerIgnore } from '../../scripts/dockerfile/docker-ignore.ts'
import { readPlan, type Stage } from '../../scripts/dockerfile/plan.ts'
import { outside } from '../../scripts/dockerfile/stage-folder.ts'
import { openSettings } from '../../src/config/settings.ts'
import { root } from '../commands/run-command.ts'

// `npm run test:container` carries the Dockerfile out. These are the rules that it keeps, told from its text.

const text = readFileSync(join(root, 'Dockerfile'), 'utf8')
const { stages } = readPlan(text)
const final = stages.at(-1) as Stage

describe('the Dockerfile', () => {
  it('has nothing for a linter to say', () => {
    expect(validate(text)).toEqual([])
  })

  it('names a version of each base image, never whatever is the latest', () => {
    for (const { image } of stages) {
      expect(image).toMatch(/^[\w./-]+:[\w.-]+(@sha256:[0-9a-f]{64})?$/)
      expect(image).not.toContain('latest')
    }
  })

  it('builds and runs with the Node that we ask for', () => {
    const [, major] = /^>=(\d+)/.exec(packageJson.engines.node) ?? []
    for (const { image } of stages) expect(image).toMatch(new RegExp(`(^|/)(node:|nodejs)${major}-`))
  })

  it('ends in an image without a shell, as a user who is not root, by number', () => {
    expect(final.image).toMatch(/^gcr\.io\/distroless\/.+:nonroot/)
    expect(final.steps.filter(({ kind }) => kind === 'run')).toEqual([])
    expect(final.settings.user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
  })

  it('has no secret, and no place for one, that would stay in the image', () => {
    const named = stages.flatMap(({ steps }) => steps).flatMap((step) => (step.kind === 'environment' ? [step.name] : []))
    expect(named.sort()).toEqual(['NODE_ENV', 'TONEARM_DATA_DIR'])
    expect(text).not.toMatch(/^\s*ARG\b/m)
  })

  it('takes into the last stage only what earlier ones made', () => {
    for (const step of final.steps) if (step.kind === 'copy') expect(stages.map(({ name }) => name)).toContain(step.from)
  })

  it('installs from the lockfile, without scripts of packages', () => {
    const commands = stages.flatMap(({ steps }) => steps).flatMap((step) => (step.kind === 'run' ? [step.command] : []))
    const installs = commands.filter((command) => /\bnpm (ci|i|install|add)\b/.test(command))
    expect(installs).toHaveLength(2)
    for (const command of installs) expect(command).toMatch(/^npm ci .*--ignore-scripts/)
    expect(installs[1]).toContain('--omit=dev')
    expect(commands.filter((command) => outside.test(command))).toEqual([])
  })

  it('asks for its health without a shell, where the database is, and stops by the signal that Tonearm handles', () => {
    const { healthCheck, entrypoint, volumes, stopSignal, ports } = final.settings
    expect(healthCheck?.words).toEqual([...entrypoint, 'status', '--check'])
    expect(volumes).toEqual(['/data'])
    expect(final.steps).toContainEqual({ kind: 'environment', name: 'TONEARM_DATA_DIR', value: '/data' })
    expect(final.steps).toContainEqual({
      kind: 'copy',
      from: 'build',
      sources: ['/app/data'],
      destination: '/data',
      owner: final.settings.user,
    })
    expect(stopSignal).toBe('SIGTERM')
    expect(ports).toEqual([String(openSettings({ file: join(root, 'no-such-file') }).current().port)])
  })
})

describe('.dockerignore', () => {
  const isIgnored = readDockerIgnore(readFileSync(join(root, '.dockerignore'), 'utf8'))

  it.each([
    '.git',
    '.git/config',
    '.github',
    'node_modules',
    'test',
    'test/product.ts',
    'out',
    'dist',
    'docs',
    '.env',
    'tonearm-token',
    'vault.json',
  ])('keeps %s out of the build', (path) => expect(isIgnored(path)).toBe(true))

  it.each([
    'package.json',
    'package-lock.json',
    'electron.vite.config.ts',
    'src/cli.ts',
    'renderer/index.html',
    'scripts/build-npm-package.ts',
    'LICENSE',
  ])('lets %s in', (path) => expect(isIgnored(path)).toBe(false))
})
