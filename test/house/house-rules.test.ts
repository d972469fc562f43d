import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// Rules that Biome checks (biome.json). Small files break or keep each of them, and Biome must find those that break one. For imports see import-rules.test.ts.

const root = fileURLToPath(new URL('../../', import.meta.url))

let findings: { file: string; rule: string }[]
let directory: string

/** Biome checks all the files at once, which is faster. */
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'tonearm-rules-'))
  for (const name of ['biome.json', '.gitignore']) copyFileSync(join(root, name), join(directory, name))
  write('src/tools/left.ts', "import { right } from './right.ts'\n\nexport const left = () => right\n")
  write('src/tools/right.ts', "import { left } from './left.ts'\n\nexport const right = () => left\n")
  write('src/tools/talks.ts', "console.log('to standard output')\n")
  write('src/commands/terminal/terminal.ts', "console.log('to standard output')\n")
  write('src/tools/default.ts', 'export default 1\n')
  write('src/tools/barrel.ts', "export * from './left.ts'\n")
  findings = lint(directory)
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

describe('rules that the lint checks', () => {
  it.each([
    ['no import cycles', 'src/tools/left.ts', 'lint/suspicious/noImportCycles'],
    ['standard output belongs to the protocol', 'src/tools/talks.ts', 'lint/suspicious/noConsole'],
    ['no default exports', 'src/tools/default.ts', 'lint/style/noDefaultExport'],
    ['no barrels', 'src/tools/barrel.ts', 'lint/performance/noReExportAll'],
  ])('%s', (_, file, rule) => {
    expect(findings.filter((finding) => finding.file === file).map((finding) => finding.rule)).toContain(rule)
  })

  it('the terminal alone may write to the console', () => {
    expect(findings.filter(({ file }) => file === 'src/commands/terminal/terminal.ts')).toEqual([])
  })
})

function write(file: string, text: string): void {
  mkdirSync(dirname(join(directory, file)), { recursive: true })
  writeFileSync(join(directory, file), text)
}

function lint(folder: string): typeof findings {
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (!stdout) throw new Error(stderr)
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { category: string; location: { path: string } }[]
  }
  return diagnostics.map(({ category, location }) => ({ file: location.path, rule: category }))
}
