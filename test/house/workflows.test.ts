import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import packageJson from '../../package.json' with { type: 'json' }

// The workflows hold the secrets of a release. So they get no more rights than they need, and nothing in them can change without a commit.

type Job = {
  permissions?: Record<string, string>
  uses?: string
  steps?: { uses?: string; run?: string; with?: Record<string, unknown> }[]
}
type Workflow = { on: Record<string, unknown>; permissions: unknown; jobs: Record<string, Job> }

const folder = fileURLToPath(new URL('../../.github/workflows/', import.meta.url))
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), 'utf8')
  return { name, text, workflow: parse(text) as Workflow }
})

/** What is written after `uses:`, with the version in its comment. Workflows of this repository are left out. */
function actionLines(text: string): string[] {
  return [...text.matchAll(/^.*\buses: *(.*)$/gm)].map(([, what = '']) => what).filter((what) => !what.startsWith('./'))
}

it('there are workflows for changes and for releases', () => {
  expect(workflows.map(({ name }) => name).sort()).toEqual(['ci.yml', 'release.yml'])
})

it('an action is the same version everywhere', () => {
  const used = new Set(workflows.flatMap(({ text }) => actionLines(text)))
  expect(new Set([...used].map((what) => what.split('@')[0])).size).toBe(used.size)
})

describe.each(workflows)('$name', ({ text, workflow }) => {
  const jobs = Object.entries(workflow.jobs)
  const steps = jobs.flatMap(([, { steps = [] }]) => steps)

  it('pins each action by its whole hash, and says which version that is', () => {
    expect(actionLines(text).length).toBe(steps.filter(({ uses }) => uses).length)
    for (const what of actionLines(text)) expect(what).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  it('has no rights, except those that a job asks for', () => {
    expect(workflow.permissions).toEqual({})
    for (const [name, { permissions }] of jobs) {
      expect(permissions, name).toEqual({ contents: name === 'build' ? 'write' : 'read' })
    }
  })

  it('never runs the code of a pull request with the rights of the repository', () => {
    expect(text).not.toMatch(/pull_request_target|workflow_run/)
    for (const { uses, with: inputs } of steps) {
      if (uses?.startsWith('actions/checkout@')) expect(inputs).toMatchObject({ 'persist-credentials': false })
    }
    // A value that others choose (a title, the name of a branch) would be run as code.
    for (const { run } of steps) expect(run ?? '').not.toContain('${' + '{')
  })

  it('runs scripts that package.json has', () => {
    const names = steps.flatMap(({ run = '' }) => [...run.matchAll(/\bnpm (?:run )?([\w:-]+)/g)].map(([, name = '']) => name))
    for (const name of names.filter((name) => name !== 'ci')) expect(Object.keys(packageJson.scripts)).toContain(name)
    expect(names.length).toBeGreaterThan(0)
  })
})

it('pull requests and main are tested on all three systems, and only a version tag makes a release', () => {
  const [ci, release] = ['ci.yml', 'release.yml'].map((wanted) => workflows.find(({ name }) => name === wanted)?.workflow)
  expect(Object.keys(ci?.on ?? {})).toEqual(['push', 'pull_request', 'workflow_call'])
  expect(ci?.jobs.electron).toMatchObject({ strategy: { matrix: { system: ['ubuntu-latest', 'macos-latest', 'windows-latest'] } } })
  expect(release?.on).toEqual({ push: { tags: ['v*'] } })
  expect(release?.jobs.build).toMatchObject({ needs: 'test' })
})
