import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// The import rules of CONTRIBUTING.md are lint rules of biome.json. Here small files break or keep each of them, and Biome says what it thinks.

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Packages that are known in one place of the house only, and the files that may import them. */
const homes: Record<string, string[]> = {
  electron: ['src/main.ts', 'src/desktop/tray.ts'],
  'electron/main': ['src/main.ts', 'src/desktop/tray.ts'],
  '@modelcontextprotocol/sdk/types.js': ['src/mcp/probe.ts'],
  '@spotify/web-api-ts-sdk': ['src/spotify/probe.ts'],
  keytar: ['src/auth/vault.ts'],
  'node:sqlite': ['src/store/probe.ts'],
}

/** One file in each place that has rules of its own. */
const places = [
  'src/main.ts',
  'src/desktop/tray.ts',
  'src/cli.ts',
  'src/tonearm.ts',
  'src/account.ts',
  'src/commands/probe.ts',
  'src/mcp/probe.ts',
  'src/tools/probe.ts',
  'src/spotify/probe.ts',
  'src/store/probe.ts',
  'src/auth/probe.ts',
  'src/auth/vault.ts',
  'src/clients/probe.ts',
  'src/clients/files/probe.ts',
  'src/bridge/probe.ts',
  'src/config/probe.ts',
  'src/shared/probe.ts',
]

/** Which other folders a folder may import from; every folder may import from itself. */
const roads: Record<string, string[]> = {
  commands: ['config', 'shared'],
  mcp: ['tools', 'config', 'shared'],
  tools: ['spotify', 'history', 'store', 'config', 'shared'],
  spotify: ['config', 'shared'],
  store: ['config', 'shared'],
  auth: ['config', 'shared'],
  clients: ['config', 'shared'],
  bridge: ['config', 'shared'],
  config: ['shared'],
  shared: [],
}

const folders = [...Object.keys(roads), 'history', 'desktop']

type Case = { file: string; imports: string; allowed: boolean }

const packageCases: Case[] = places.flatMap((file) =>
  Object.entries(homes).map(([name, allowed]) => ({ file, imports: name, allowed: allowed.includes(file) })),
)

const roadCases: Case[] = Object.entries(roads).flatMap(([from, to]) =>
  folders
    .filter((folder) => folder !== from)
    .map((folder) => ({ file: `src/${from}/probe.ts`, imports: `../${folder}/thing.ts`, allowed: to.includes(folder) })),
)

const wayIn: Case[] = [
  { file: 'src/commands/probe.ts', imports: '../tonearm.ts', allowed: true },
  ...['tools', 'mcp', 'spotify', 'store', 'auth', 'clients', 'bridge', 'config', 'shared'].map((folder) => ({
    file: `src/${folder}/probe.ts`,
    imports: '../tonearm.ts',
    allowed: false,
  })),
  { file: 'src/tonearm.ts', imports: './mcp/thing.ts', allowed: true },
  { file: 'src/clients/files/probe.ts', imports: '../entry.ts', allowed: false },
  { file: 'src/clients/files/probe.ts', imports: '../../shared/thing.ts', allowed: true },
  { file: 'src/clients/files/probe.ts', imports: '../../store/thing.ts', allowed: false },
  { file: 'test/probe.ts', imports: '@modelcontextprotocol/sdk/types.js', allowed: true },
]

const cases = [...packageCases, ...roadCases, ...wayIn]
let findings: { file: string; line: number; rule: string }[]
let directory: string

/** Biome's opinion of all cases at once: each is one line of the file it is about. */
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'tonearm-rules-'))
  for (const name of ['biome.json', '.gitignore']) copyFileSync(join(root, name), join(directory, name))
  const files = Map.groupBy(cases, ({ file }) => file)
  for (const [file, about] of files) write(file, about.map(({ imports }) => `import ${JSON.stringify(imports)}`).join('\n'))
  write('src/tools/left.ts', "import { right } from './right.ts'\n\nexport const left = () => right\n")
  write('src/tools/right.ts', "import { left } from './left.ts'\n\nexport const right = () => left\n")
  write('src/tools/talks.ts', "console.log('to standard output')\n")
  write('src/commands/terminal.ts', "console.log('to standard output')\n")
  write('src/tools/default.ts', 'export default 1\n')
  write('src/tools/barrel.ts', "export * from './left.ts'\n")
  findings = lint(directory)
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

describe('packages that are known in one place only', () => {
  it.each(packageCases.filter(({ allowed }) => allowed))('$imports may be imported in $file', isAllowed)
  it.each(packageCases.filter(({ allowed }) => !allowed))('$imports may not be imported in $file', isForbidden)
})

describe('imports point one way', () => {
  it.each([...roadCases, ...wayIn].filter(({ allowed }) => allowed))('$file may import $imports', isAllowed)
  it.each([...roadCases, ...wayIn].filter(({ allowed }) => !allowed))('$file may not import $imports', isForbidden)
})

describe('other rules of the house', () => {
  it.each([
    ['no import cycles', 'src/tools/left.ts', 'lint/suspicious/noImportCycles'],
    ['standard output belongs to the protocol', 'src/tools/talks.ts', 'lint/suspicious/noConsole'],
    ['no default exports', 'src/tools/default.ts', 'lint/style/noDefaultExport'],
    ['no barrels', 'src/tools/barrel.ts', 'lint/performance/noReExportAll'],
  ])('%s', (_, file, rule) => {
    expect(findings.filter((finding) => finding.file === file).map((finding) => finding.rule)).toContain(rule)
  })

  it('the terminal alone may write to the console', () => {
    expect(findings.filter(({ file }) => file === 'src/commands/terminal.ts')).toEqual([])
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
    diagnostics: { category: string; location: { path: string; start: { line: number } } }[]
  }
  return diagnostics.map(({ category, location }) => ({ file: location.path, line: location.start.line, rule: category }))
}

function complaints({ file, imports }: Case): typeof findings {
  const line = 1 + cases.filter((other) => other.file === file).findIndex((other) => other.imports === imports)
  return findings.filter((finding) => finding.file === file && finding.line === line && finding.rule === 'lint/style/noRestrictedImports')
}

function isAllowed(wanted: Case): void {
  expect(complaints(wanted)).toEqual([])
}

function isForbidden(wanted: Case): void {
  expect(complaints(wanted)).toHaveLength(1)
}
