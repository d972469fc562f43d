import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { start } from '../run-program.ts'

describe('processes that connect clients of one computer at the same moment', () => {
  it('lose nothing of what they recorded', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tonearm-clients-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const [home, data] = [join(folder, 'home'), join(folder, 'data')]
    for (const settings of ['.cursor', '.codeium/windsurf', '.config/zed', '.lmstudio', '.config/goose']) {
      mkdirSync(join(home, settings), { recursive: true })
    }
    const named = [['cursor', 'windsurf'], ['zed', 'lm-studio'], ['goose']]
    const children = named.map((names) =>
      start(process.execPath, [join(import.meta.dirname, 'connect-child.ts'), home, data, ...names], { PATH: process.env.PATH ?? '' }),
    )
    for (const { ended } of children) expect(await ended).toMatchObject({ code: 0, stderr: '' })
    const records = Object.keys(JSON.parse(readFileSync(join(data, 'clients.json'), 'utf8')) as object)
    expect(records).toHaveLength(5)
  })
})
