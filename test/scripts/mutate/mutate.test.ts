import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { mutate } from '../../../scripts/mutate/mutate.ts'

const tool = new URL('../../../scripts/mutate/mutate.ts', import.meta.url).href
const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url))

const config = `import { defineConfig } from 'vitest/config'
export default defineConfig({ test: { projects: [{ extends: true, test: { name: 'parts', include: ['test/**/*.test.ts'], isolate: false } }] } })`

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tonearm-made-up-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true, maxRetries: 3 }))
  return path
}

/** A project with these files, besides its settings. */
function project(files: Record<string, string>): string {
  const root = folder()
  symlinkSync(packages, join(root, 'node_modules'), 'junction')
  for (const [path, text] of Object.entries({ 'package.json': '{ "type": "module" }', 'vitest.config.ts': config, ...files })) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

function testOf(imports: string, ...lines: string[]): string {
  return [`import { expect, it } from 'vitest'`, imports, `it('works', async () => {`, ...lines, '})'].join('\n')
}

/** What became of each mutant, by its line. */
async function mutated(root: string, files: string[]) {
  const said: string[] = []
  const judged = await mutate({ project: root, files, seed: 1, testMs: 10_000, jobs: 2, say: (line) => said.push(line) })
  return { verdicts: Object.fromEntries(judged.map(({ mutant, verdict }) => [mutant.after, verdict])), said: said.join('\n') }
}

const price = `export function price(count: number): number {
  return count >= 10 ? count * 8 : count * 9
}
`

const priceTest = (...lines: string[]) => testOf("import { price } from '../src/price.ts'", ...lines)

describe('mutation testing', { timeout: 120_000 }, () => {
  it('finds what a weak test lets through, leaves out what may survive, and says what is out of date', async () => {
    const before = 'return count >= 10 ? count * 8 : count * 9'
    const accepted = (after: string) => ({ file: 'src/price.ts', before, after, reason: 'A made-up reason.' })
    const root = project({
      'src/price.ts': price,
      'test/price.test.ts': priceTest('expect(price(20)).toBe(160)', 'expect(price(2)).toBe(18)'),
      'test/red.test.ts': priceTest('expect(price(20)).toBe(0)'),
      'test/mutations/accepted.json': JSON.stringify([
        accepted('return count >= 9 ? count * 8 : count * 9'),
        accepted('return count >= 10 ? count / 8 : count * 9'),
        accepted('return count >= 10 ? count * 7 : gone'),
      ]),
    })
    const { verdicts, said } = await mutated(root, ['src/price.ts'])

    expect(Object.keys(verdicts)).toHaveLength(11)
    expect(Object.keys(verdicts).filter((after) => verdicts[after] !== 'killed')).toEqual([
      'return count > 10 ? count * 8 : count * 9',
      'return count >= 11 ? count * 8 : count * 9',
      'return count >= 9 ? count * 8 : count * 9',
    ])
    expect(said).toContain(`Survivors:
src/price.ts:2  (1 of the 1 test files that reach it ran)
  - ${before}
  + return count > 10 ? count * 8 : count * 9
src/price.ts:2  (1 of the 1 test files that reach it ran)
  - ${before}
  + return count >= 11 ? count * 8 : count * 9

`)
    expect(said).toMatch(/^src\/price.ts +8 +0 +0 +2 +1 +11 +80 %$/m)
    expect(said).toContain(`a test notices it now: ${before} -> return count >= 10 ? count / 8 : count * 9`)
    expect(said).toContain(`there is no such place any more: ${before} -> return count >= 10 ? count * 7 : gone`)
    expect(said).toContain('test/red.test.ts fails without any fault here and is left out.')
    expect(readFileSync(join(root, 'src/price.ts'), 'utf8')).toBe(price)
  })

  it('asks the tests that start a process too, names what no test reaches, and ends what never ends', async () => {
    const root = project({
      'src/dots.ts': `export function dots(count: number, text = ''): string {
  while (text.length < count) text += '.'
  return text
}

export const none = (count: number) => count === zero
`,
      'src/child.ts': "import { dots } from './dots.ts'\nprocess.stdout.write(dots(3))\n",
      'test/dots.test.ts': testOf(
        "import { execFileSync } from 'node:child_process'",
        "expect(execFileSync(process.execPath, ['src/child.ts'], { encoding: 'utf8' })).toBe('...')",
      ),
    })
    const { verdicts } = await mutated(root, ['src/dots.ts'])
    expect(verdicts).toEqual({
      "export function dots(count: number, text = ''): string { return;": 'killed',
      "while (false) text += '.'": 'killed',
      "while (text.length <= count) text += '.'": 'killed',
      'while (text.length < count) ;': 'hung',
      'export const none = (count: number) => count !== zero': 'unreached',
    })
  })

  it('leaves the sources whole and nothing running when it is killed', async () => {
    const root = project({
      'src/price.ts': price,
      'test/price.test.ts': priceTest(
        "(await import('node:fs')).writeFileSync(process.env.PID_FILE, String(process.pid))",
        'for (;;) price(1)',
      ),
    })
    const order = JSON.stringify({ project: root, files: ['src/price.ts'], seed: 1, testMs: 1_000, jobs: 1 })
    const program = `import { mutate } from ${JSON.stringify(tool)}; await mutate({ ...${order}, say() {} })`
    const pidFile = join(root, 'pid')
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...process.env, PID_FILE: pidFile, TMPDIR: folder() },
      stdio: 'ignore',
    })
    await expect.poll(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8'), { timeout: 60_000 }).toMatch(/^\d+$/)
    child.kill('SIGKILL')
    const worker = Number(readFileSync(pidFile, 'utf8'))
    await expect.poll(() => isRunning(worker)).toBe(false)
    expect(readFileSync(join(root, 'src/price.ts'), 'utf8')).toBe(price)
  })
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
