import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseSync } from 'vite'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildBridge } from '../../scripts/build-bridge.ts'
import { root } from '../root.ts'
import { builtBridge } from './built-bridge.ts'

/** The parts of Node that every bridge.js needs. */
const partsOfNode = ['crypto', 'fs', 'http', 'net', 'os', 'path']

const requiredBy = (code: string) => [...code.matchAll(/require\("node:(\w+)"\)/g)].map(([, name]) => name).toSorted()

let file: string
let code: string
beforeAll(async () => {
  file = await builtBridge()
  code = readFileSync(file, 'utf8')
})

describe('bridge.js', () => {
  it('is one CommonJS file, and says so where it has to', () => {
    expect(JSON.parse(readFileSync(join(dirname(file), 'package.json'), 'utf8'))).toEqual({ type: 'commonjs' })
    const { errors, module } = parseSync(file, code, { sourceType: 'script' })
    expect(errors).toEqual([])
    expect(module.hasModuleSyntax).toBe(false)
    expect(code).not.toMatch(/\bimport\(/)
  })

  it('needs nothing but these parts of Node', () => {
    expect(requiredBy(code)).toEqual(['child_process', ...partsOfNode])
    expect(code).not.toMatch(/worker_threads|\.node"|process\.binding|\beval\(|new Function/)
  })

  it('starts no other program but the desktop’s way to Tonearm, and none at all in the extension', async () => {
    expect([...code.matchAll(/child_process\.(\w+)/g)].map(([, name]) => name)).toEqual(['spawn'])
    expect(code).not.toMatch(/shell: /)
    const folder = mkdtempSync(join(tmpdir(), 'tonearm-extension-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const extension = readFileSync(await buildBridge(folder, 'src/bridge/extension.ts'), 'utf8')
    expect(requiredBy(extension)).toEqual(partsOfNode)
    expect(extension).not.toMatch(/child_process|spawn/)
  })

  it('is readable, says what it is, and holds no more of our package.json than the version', () => {
    expect(code).toMatch(/^\/\/ Tonearm for Spotify \d+\.\d+\.\d+: the bridge/)
    expect(code.split('\n').length).toBeGreaterThan(500)
    expect(code).not.toContain('devDependencies')
    expect(code.length).toBeLessThan(130_000)
  })

  it('is written in what Node 18 has of the language: ECMAScript 2022, without anything later', () => {
    // The standard library by the types that TypeScript has of it; the syntax was lowered by the build, which is looked at above.
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
        ...['--ignoreConfig', '--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022', '--module', 'nodenext'],
        ...['--moduleResolution', 'nodenext', '--types', 'node', '--skipLibCheck', '--allowImportingTsExtensions', '--resolveJsonModule'],
        join(root, 'src', 'bridge.ts'),
      ],
      { cwd: root, encoding: 'utf8' },
    )
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  it('uses nothing of Node that came after version 18', () => {
    // Node's additions by version: https://nodejs.org/api (18 has fetch, structuredClone, AbortSignal.timeout; what is here came later).
    const later = [
      /import\.meta/,
      /withResolvers|AbortSignal\.any|Array\.fromAsync|Object\.groupBy|Map\.groupBy/,
      /\.toSorted\(|\.toReversed\(|\.toSpliced\(|\.with\(|\.isWellFormed\(|\.toWellFormed\(/,
      /Symbol\.(asyncDispose|dispose)|\b(await )?using /,
      /getBuiltinModule|loadEnvFile|parseEnv|styleText|availableParallelism|\bglobSync\b/,
      /new (WebSocket|EventSource|File|CustomEvent|Navigator)\b|\bnavigator\./,
    ]
    const lines = code.split('\n').filter((line) => !/^\s*(\*|\/\/|\/\*)/.test(line))
    for (const name of later) expect(lines.filter((line) => name.test(line))).toEqual([])
  })
})
