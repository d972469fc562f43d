import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { root } from '../root.ts'
import { start } from '../run-program.ts'
import { startFakeModel } from './model/fake-model.ts'

/** Runs the program with a page of its own. */
async function evals(parameters: string[], environment: Record<string, string> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-evals-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const page = join(directory, 'page.md')
  const program = start(process.execPath, [join(root, 'test', 'evals', 'main.ts'), ...parameters, '--page', page], {
    PATH: process.env.PATH ?? '',
    TMPDIR: directory,
    ...environment,
  })
  return { ...(await program.ended), page: () => readFileSync(page, 'utf8') }
}

describe('npm run evals', () => {
  it('plays the scripts, and says so on its page', async () => {
    const { code, stdout, stderr, page } = await evals(['--only', 'written list'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(
      /^3 {2}find the songs of a written list\n3 {2}make a playlist of a written list\n\nscripted: 2 cases, 6 of 6 points/,
    )
    expect(page()).toMatch(/^# Evals: scripted\n\n\d{4}-\d\d-\d\d\. The calls were scripted/)
  })

  it('lets a model do it, names it, and keeps its key to itself', async () => {
    const key = 'sk-very-secret'
    const service = await startFakeModel(({ answers }) =>
      answers.length === 0
        ? { text: key, calls: [{ tool: 'control_playback', parameters: { action: 'next' } }] }
        : { text: `${key}: done` },
    )
    onTestFinished(service.stop)
    const environment = { OPENAI_API_KEY: key, OPENAI_BASE_URL: `${service.address}/v1/` }
    const { code, stdout, stderr, page } = await evals(['--model', 'some/model', '--only', 'song'], environment)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^3 {2}skip a song$/m)
    expect(stdout).toMatch(/^0 {2}find a song by its title \(missed: tells "Quiet Harbor Letters"/m)
    expect(page()).toContain('The calls were made by the model some/model.')
    expect(page()).toContain('told: [key]: done')
    expect(stdout + stderr + page()).not.toContain(key)
  })

  it.each([
    [['--model', 'some-model'], 'No key for some-model: set OPENAI_API_KEY'],
    [['--only', 'polka'], 'No case has "polka" in its name.'],
  ])('with %j it ends with a sentence', async (parameters, sentence) => {
    const { code, stderr } = await evals(parameters)
    expect(code).toBe(1)
    expect(stderr).toContain(sentence)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})
